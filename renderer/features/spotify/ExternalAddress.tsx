import type { ReactNode } from "react";
import { ExternalLink } from "lucide-react";
import "./ExternalAddress.css";

/** A link to a page outside, in the user's own browser. */
export function ExternalAddress({
  href,
  look = "text",
  children,
}: {
  readonly href: string;
  readonly look?: "text" | "button";
  readonly children: ReactNode;
}): ReactNode {
  return (
    <a
      className={look === "button" ? "button button--plain" : "external-address"}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
    >
      {children}
      <ExternalLink size={14} aria-hidden />
    </a>
  );
}
