/** The lines of a body as they arrive, parsed; empty ones (keep-alive) are left out. Throws when the stream breaks. */
export async function* jsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line !== "") yield JSON.parse(line) as unknown;
    }
  } finally {
    // Also when the caller stops early: the connection is one of the few that a browser has for us.
    await reader.cancel().catch(() => undefined);
  }
}
