import type { ReactNode } from "react";
import type { Coverage } from "../../../common/domain/coverage.ts";
import { countOf, formatCount, formatPercent } from "../../elements/format.ts";
import "./Whole.css";

/** How many tracks have everything that the model looks at, some of it, or nothing. */
export function Whole({ coverage }: { readonly coverage: Coverage }): ReactNode {
  const { tracks, complete, some, none } = coverage;
  const parts = [
    { name: "complete", label: "have all nine", count: complete },
    { name: "some", label: "have some", count: some },
    { name: "none", label: "have none", count: none },
  ] as const;
  return (
    <section className="card features-screen__part" aria-labelledby="features-whole">
      <div>
        <h2 id="features-whole">
          {none === 0
            ? "Every track can have a guess"
            : `${formatCount(tracks - none)} of ${countOf(tracks, "track")} can have a guess`}
        </h2>
        <p className="soft">
          The model looks at nine features. What is missing of some it fills in from similar tracks,
          and is less sure; of nothing it can guess nothing.
        </p>
      </div>
      <div className="whole__bar" aria-hidden>
        {parts.map(({ name, count }) =>
          count === 0 ? null : (
            <span
              key={name}
              className={`whole__part whole__part--${name}`}
              style={{ flex: count }}
            />
          ),
        )}
      </div>
      <dl className="whole__numbers">
        {parts.map(({ name, label, count }) => (
          <div key={name}>
            <dt>
              <span className={`whole__dot whole__part--${name}`} aria-hidden />
              {label}
            </dt>
            <dd>
              <strong>{formatCount(count)}</strong>{" "}
              <span className="soft">{formatPercent(count / tracks)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
