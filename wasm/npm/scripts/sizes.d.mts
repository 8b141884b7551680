export function measureSizes(): {what: string; bytes: number; limit: number}[];
