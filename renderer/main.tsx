export const READY = true;
