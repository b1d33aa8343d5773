import { useState, type ReactNode } from "react";
import { Check, Copy } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { copyText } from "../activity/copy-text.ts";
import "./CopyLine.css";

/** A line of text that has to be somewhere else letter by letter. `name` says what it is. */
export function CopyLine({
  name,
  text,
}: {
  readonly name: string;
  readonly text: string;
}): ReactNode {
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;
  return (
    <div className="copy-line">
      <code className="copy-line__text">{text}</code>
      <Button
        icon={isCopied ? Check : Copy}
        aria-label={`Copy the ${name}`}
        onClick={() => {
          void copyText(text).then((done) => setCopied(done ? text : null));
        }}
      >
        {isCopied ? "Copied" : "Copy"}
      </Button>
      <span className="visually-hidden" role="status">
        {isCopied ? `The ${name} is on the clipboard.` : ""}
      </span>
    </div>
  );
}
