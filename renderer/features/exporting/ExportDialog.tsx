import { useEffect, useState, type ReactNode } from "react";
import { Download } from "lucide-react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { AppError } from "../../../common/errors.ts";
import { closeOverlay, currentView, openOverlay, useView } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { Notice } from "../../elements/Notice.tsx";
import type { SaveTarget } from "../../transport/transport.ts";
import { RunProgress } from "../activity/RunProgress.tsx";
import { useTrackCount } from "../library/queries.ts";
import { useMoods } from "../moods/queries.ts";
import { ExportForm, type ExportDraft } from "./ExportForm.tsx";
import { ExportResult } from "./ExportResult.tsx";
import {
  cancelExport,
  forgetExport,
  SYSTEM_ASKS,
  startExport,
  useChooseTarget,
  useDeliverAgain,
  useExportRun,
} from "./queries.ts";
import { suggestedName } from "./words.ts";

const WHOLE_LIBRARY: TrackQueryInput = {};

type Step = {
  readonly title: string;
  readonly body: ReactNode;
  readonly footer: ReactNode;
};

/** Format, tracks and place → write → what was written. Closing it while it writes leaves that to the activity bar. */
export function ExportDialog({ query }: { readonly query: TrackQueryInput | null }): ReactNode {
  const { title, body, footer } = useStep(query);
  useEffect(
    () => () => {
      // Strict mode takes the dialog out and puts it in again while it is still open.
      if (currentView().overlay?.kind !== "export") forgetExport();
    },
    [],
  );
  return (
    <Dialog title={title} size="m" onClose={closeOverlay} footer={footer}>
      {body}
    </Dialog>
  );
}

function useStep(asked: TrackQueryInput | null): Step {
  const run = useExportRun();
  const form = useForm(asked);
  const deliver = useDeliverAgain();
  switch (run.state) {
    case "running":
      return {
        title: "Exporting",
        body: <RunProgress title="Exporting" run={run} />,
        footer: (
          <>
            <Button onClick={cancelExport} disabled={run.cancelling}>
              Cancel the export
            </Button>
            <Button look="primary" onClick={closeOverlay}>
              Go on in the background
            </Button>
          </>
        ),
      };
    case "done":
      return {
        title: "Exported",
        body: <ExportResult report={run.result} />,
        footer: (
          <>
            {run.result.downloads.length > 0 ? (
              <Button onClick={() => deliver.mutate(run.result)} disabled={deliver.isPending}>
                Download again
              </Button>
            ) : null}
            <Button onClick={forgetExport}>Export something else</Button>
            <Button look="primary" onClick={closeOverlay}>
              Close
            </Button>
          </>
        ),
      };
    case "idle":
    case "failed":
      return form;
  }
}

function useForm(asked: TrackQueryInput | null): Step {
  const view = useView();
  const moods = useMoods();
  const run = useExportRun();
  const listed = asked ?? view.query;
  const isWhole = Object.keys(listed).length === 0;
  const library = useTrackCount(WHOLE_LIBRARY);
  const list = useTrackCount(listed, !isWhole);
  const [draft, setDraft] = useState<ExportDraft>({
    format: "xlsx",
    scope: asked === null || isWhole ? "library" : "list",
    leftOut: new Set(),
  });
  const [place, setPlace] = useState<SaveTarget | null>(null);
  const choose = useChooseTarget();
  const { format, scope, leftOut } = draft;

  // Asked beforehand where the host can tell; else the writing stops at the file that is there.
  const isOccupied =
    place !== null &&
    (place.exists || (run.state === "failed" && run.error.code === "file_exists"));

  const write = (target: SaveTarget, force: boolean) => {
    setPlace({ ...target, exists: false });
    startExport({
      format,
      target: target.target,
      force,
      ...(scope === "list" ? { query: listed } : {}),
      ...(format === "m3u8" && leftOut.size > 0
        ? { moods: moods.map(({ id }) => id).filter((id) => !leftOut.has(id)) }
        : {}),
    });
  };
  const ask = async () => {
    const target = await choose.mutateAsync({ format, name: suggestedName(format, new Date()) });
    // A folder may hold other things: only the writing knows whether a playlist would be replaced.
    if (!target) return;
    const isFile = format !== "m3u8";
    if (target.exists && isFile && !SYSTEM_ASKS) setPlace(target);
    else write(target, isFile && SYSTEM_ASKS);
  };

  if (library === 0) return emptyStep();
  if (isOccupied) {
    const keep = () => {
      setPlace(null);
      forgetExport();
    };
    return {
      title: `Replace ${place.shown ?? "what is there"}?`,
      body: (
        <p>
          Something of this name is there already. Replacing it cannot be undone; the old one stays
          until the new one is whole.
        </p>
      ),
      footer: (
        <>
          <Button onClick={keep}>Keep it</Button>
          <Button look="danger" onClick={() => write(place, true)}>
            Replace
          </Button>
        </>
      ),
    };
  }
  const failure = choose.error ?? (run.state === "failed" ? run.error : null);
  const noMood = format === "m3u8" && moods.every(({ id }) => leftOut.has(id));
  const nothing = scope === "list" && list === 0;
  return {
    title: "Export",
    body: (
      <>
        {failure ? <Failure error={failure} /> : null}
        <ExportForm
          draft={draft}
          counts={{ library: library ?? 0, list: isWhole ? null : (list ?? 0) }}
          change={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        {noMood ? <p className="soft">Choose at least one mood.</p> : null}
        {nothing ? <p className="soft">The list is empty: there is nothing to write.</p> : null}
      </>
    ),
    footer: (
      <>
        <Button onClick={closeOverlay}>Cancel</Button>
        <Button
          look="primary"
          disabled={noMood || nothing || choose.isPending}
          onClick={() => void ask().catch(() => undefined)}
        >
          Export
        </Button>
      </>
    ),
  };
}

function Failure({ error }: { readonly error: Error }): ReactNode {
  if (!(error instanceof AppError)) {
    return (
      <Notice tone="error">The place could not be chosen. Try again, or another place.</Notice>
    );
  }
  return <Notice tone={error.code === "cancelled" ? "info" : "error"}>{error.message}</Notice>;
}

function emptyStep(): Step {
  return {
    title: "Export",
    body: (
      <EmptyState
        icon={Download}
        title="There is nothing to export yet"
        actions={
          <Button look="primary" onClick={() => openOverlay({ kind: "import", file: null })}>
            Import tracks
          </Button>
        }
      >
        The library has no tracks. Import some first.
      </EmptyState>
    ),
    footer: <Button onClick={closeOverlay}>Close</Button>,
  };
}
