import { useEffect } from "react";
import { takeDropped } from "./chosen-file.ts";
import "./file-drop.css";

/**
 * Files can be dropped anywhere in the window; the window itself never goes to a dropped file. While one hovers,
 * `data-dropping` on the root shows where it would go.
 */
export function useFileDrop(): void {
  useEffect(() => {
    const root = document.documentElement;
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      root.dataset["dropping"] = "";
    };
    const onLeave = (event: DragEvent) => {
      // Null: it left the window, and not just one element for the next.
      if (event.relatedTarget === null) delete root.dataset["dropping"];
    };
    const onDrop = (event: DragEvent) => {
      delete root.dataset["dropping"];
      if (!isFile(event)) {
        // A dropped link would be opened in place of the window; text may go into fields.
        if (event.dataTransfer?.types.includes("text/uri-list")) event.preventDefault();
        return;
      }
      event.preventDefault();
      const { files, items } = event.dataTransfer ?? { files: [], items: [] };
      const hasFolder = Array.from(items).some((item) => item.webkitGetAsEntry()?.isDirectory);
      void takeDropped(Array.from(files), hasFolder);
    };
    document.addEventListener("dragover", onOver);
    document.addEventListener("dragleave", onLeave);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onOver);
      document.removeEventListener("dragleave", onLeave);
      document.removeEventListener("drop", onDrop);
      delete root.dataset["dropping"];
    };
  }, []);
}
