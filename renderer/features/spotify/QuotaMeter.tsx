import type { ReactNode } from "react";
import type { Quota } from "../../../common/domain/spotify.ts";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { quotaWords } from "./sync-words.ts";
import "./QuotaMeter.css";

/** Requests of the last 24 hours against what the user allows. */
export function QuotaMeter({ quota }: { readonly quota: Quota }): ReactNode {
  const words = quotaWords(quota);
  return (
    <div className="quota-meter">
      <p className="quota-meter__words">{words}</p>
      <ProgressBar label={words} done={quota.used} total={quota.limit} />
      <p className="soft">
        Counted over 24 hours. Spotify does not say where its limit is; yours is in the settings.
      </p>
    </div>
  );
}
