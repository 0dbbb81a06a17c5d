export function newLocalSecret(): string;
export function linkToken(secret: string): string;
export function sessionLink(port: number, secret: string): string;
