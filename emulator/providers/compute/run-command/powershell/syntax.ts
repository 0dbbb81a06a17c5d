/** Text with what is filled in. */
export type Piece = string | Expression;

export type Expression =
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'array'; readonly body: Block }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'hash';
      readonly entries: readonly { readonly key: Expression; readonly value: Pipeline }[];
    }
  | { readonly kind: 'sub'; readonly body: Block }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly isStatic: boolean }
  | {
      readonly kind: 'call';
      readonly of: Expression;
      readonly name: string;
      readonly isStatic: boolean;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'cast'; readonly type: string; readonly of: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

export interface Command {
  readonly kind: 'command';
  readonly name: string;
  readonly positional: readonly Expression[];
  /** A parameter without a value is a switch. */
  readonly named: readonly { readonly name: string; readonly value: Expression | undefined }[];
}

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly parts: readonly (Expression | Command)[];
}

export type Statement =
  | Pipeline
  | { readonly kind: 'assign'; readonly to: Expression; readonly operator: string; readonly value: Pipeline }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Pipeline; readonly body: Block }[];
      readonly otherwise: Block;
    }
  | { readonly kind: 'while'; readonly condition: Pipeline; readonly body: Block }
  | { readonly kind: 'foreach'; readonly name: string; readonly of: Pipeline; readonly body: Block }
  | {
      readonly kind: 'switch';
      readonly of: Pipeline;
      readonly arms: readonly { readonly test: Expression; readonly body: Block }[];
      readonly otherwise: Block;
    }
  | { readonly kind: 'try'; readonly body: Block; readonly failed: Block; readonly after: Block }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: Block;
    }
  | { readonly kind: 'param'; readonly parameters: readonly Parameter[] }
  | {
      readonly kind: 'leave';
      readonly how: 'return' | 'exit' | 'throw';
      readonly value: Pipeline | undefined;
    };

export type Block = readonly Statement[];

export interface Parameter {
  readonly name: string;
  /** Type it is converted to; '' for none. */
  readonly type: string;
  readonly initial: Expression | undefined;
}
