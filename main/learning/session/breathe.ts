/** Lets a message be heard that came meanwhile: a cancel, say. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
