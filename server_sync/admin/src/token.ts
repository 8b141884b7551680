// The token is kept for this tab and ends with it: never in a cookie, in localStorage or in an address.
const KEY = 'nearshelf-admin-token';

export const readToken = (): string | null => sessionStorage.getItem(KEY);
export const keepToken = (token: string): void => sessionStorage.setItem(KEY, token);
export const forgetToken = (): void => sessionStorage.removeItem(KEY);
