/**
 * What a person does in the browser: opens the page, decides, and is sent on to the address that comes back, which is
 * not opened. Rejects with what the page says where it asks nothing.
 */
export async function decideAt(url: string, decision: "agree" | "deny"): Promise<string> {
  const page = await (await fetch(url)).text();
  const link = decision === "agree" ? "Agree" : "Cancel";
  const path = page.match(new RegExp(`href="([^"]+)">${link}<`))?.[1];
  if (path === undefined) throw new Error(page.match(/<h1>(.*)<\/h1>/)?.[1] ?? page);
  const answer = await fetch(new URL(path, url), { redirect: "manual" });
  return answer.headers.get("location") ?? "";
}
