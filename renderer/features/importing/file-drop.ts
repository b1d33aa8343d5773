export function useFileDrop(): void {}
