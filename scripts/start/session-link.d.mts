export function newLocalSecret(): string;
export function sessionPath(secret: string): string;
export function sessionLink(port: number, secret: string): string;
export function sessionCookie(port: number, secret: string): string;
