import { modelOriginSchema, type ModelDetail } from "../../../common/domain/model-history.ts";
import { AppError } from "../../../common/errors.ts";
import type { Library } from "../../library/library.ts";
import { getModel, getReport, listModels, NOT_CHECKED } from "../../library/models.ts";
import { named } from "../named.ts";
import { moodsOf } from "./names.ts";

/** All that is kept of a model; `count` labels are named. Throws AppError `not_found`. */
export async function showModel(library: Library, id: number, count: number): Promise<ModelDetail> {
  const model = getModel(library.db, id);
  const summary = listModels(library.db).find((one) => one.id === id);
  if (!summary) throw new AppError("not_found", "There is no such model any more.");
  const columns = await library.columns();
  const moods = moodsOf(library, model);
  const classOf = new Map(model.moods.map((mood, index) => [mood, index]));
  const nameOf = (index: number | undefined) => moods[index ?? -1]?.name ?? "a deleted mood";
  const there = model.labels.flatMap(({ trackId, moodId }, index) => {
    const held = model.heldOut?.[index] ?? NOT_CHECKED;
    return columns.rowOf(trackId) < 0 ? [] : [{ trackId, moodId, held }];
  });
  const tracks = new Map(
    named(
      library,
      there.slice(0, count).map(({ trackId }) => trackId),
    ).map((track) => [track.id, track]),
  );
  return {
    summary,
    moods: moods.map((mood, index) => ({
      ...mood,
      labels: model.labels.filter(({ moodId }) => moodId === model.moods[index]).length,
    })),
    labels: {
      count: there.length,
      first: there.slice(0, count).flatMap(({ trackId, moodId, held }) => {
        const track = tracks.get(trackId);
        const heldOut = held === NOT_CHECKED ? null : nameOf(held);
        return track ? [{ ...track, mood: nameOf(classOf.get(moodId)), heldOut }] : [];
      }),
    },
    report: getReport(library.db, id),
    origin: model.origin === null ? null : modelOriginSchema.parse(model.origin),
  };
}
