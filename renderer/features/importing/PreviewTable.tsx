import type { ReactNode } from "react";
import type { ImportMapping, Inspection } from "../../../common/domain/import.ts";
import { Select } from "../../elements/Field.tsx";
import { FIELD_OPTIONS, fieldOf, withField } from "./fields.ts";
import "./PreviewTable.css";

/** The first rows of the file; above each column stands what it means, which can be corrected. */
export function PreviewTable({
  inspection: { columns, preview },
  mapping,
  onChange,
}: {
  readonly inspection: Inspection;
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}): ReactNode {
  // Columns may share a name, and rows may be alike: only their places tell them apart.
  const places = columns.map((name, index) => ({
    index,
    name: name.trim() === "" ? `Column ${index + 1}` : name,
    field: fieldOf(mapping, index) ?? ("none" as const),
  }));
  const lines = preview.map((cells, line) => ({ line, cells }));
  return (
    <section className="preview" aria-label="The first rows of the file">
      <table>
        <thead>
          <tr>
            {places.map((column) => (
              <th key={column.index} scope="col">
                <div className="preview__name cut" title={column.name}>
                  {column.name}
                </div>
                <Select
                  aria-label={`Meaning of column ${column.name}`}
                  value={column.field}
                  options={FIELD_OPTIONS}
                  onChange={(field) => onChange(withField(mapping, column.index, field))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, cells }) => (
            <tr key={line}>
              {places.map(({ index, field }) => (
                <td
                  key={index}
                  className={`cut ${field === "none" ? "preview__unused" : ""}`}
                  title={cells[index]}
                >
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
