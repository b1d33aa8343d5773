/** All that XML 1.0 has no place for, not even escaped (w3.org/TR/xml, "Char"); lone surrogates are mended first. */
const NOT_XML = /(?:[^\P{Cc}\t\n\r]|[\ufffe\uffff])+/gu;

/** Text as XML can hold it: what it cannot hold becomes a space, so that words stay apart. */
export function xmlSafe(text: string): string {
  return text.toWellFormed().replaceAll(NOT_XML, " ");
}

export function escapeXml(text: string): string {
  return xmlSafe(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
