/** The first step of every guard: an object whose fields may be looked at. Arrays and null are not. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
