/** A report as SARIF 2.1.0, which GitHub code scanning and similar tools read. */

import { DIAGNOSTICS, type Diagnostic, type Location, type Position } from "@truce/rules-dsl";
import { diagnosticPage, diagnosticPageUrl } from "@truce/rules-dsl/node";
import type * as Sarif from "sarif";
import { pageForTools, titleOf } from "../../../output/diagnostic-page.ts";
import { VERSION } from "../../../base/version.ts";
import { jsonText } from "../../../output/json-text.ts";
import { repositoryPaths } from "../../../output/repository-path.ts";
import type { Reporter } from "./reporter.ts";
import { placesIn, type Places } from "./places.ts";

const SOURCES = "https://github.com/truce-events/truce";
/** Stands for the folder that paths are relative to. The reader of the report knows that folder. */
const ROOT = "%SRCROOT%";

const CODES = Object.keys(DIAGNOSTICS) as readonly Diagnostic["code"][];

export const sarif: Reporter = async ({ diagnostics, sources }, context) => {
  const uriOf = urisBy(repositoryPaths(context));
  const places = placesIn(sources);
  const log: Sarif.Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "truce",
            version: VERSION,
            semanticVersion: VERSION,
            informationUri: SOURCES,
            rules: await Promise.all(CODES.map(ruleFor)),
          },
        },
        invocations: [{ executionSuccessful: true }],
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        newlineSequences: ["\r\n", "\n", "\r"],
        results: diagnostics.map((diagnostic) => resultFor(diagnostic, places, uriOf)),
      },
    ],
  };
  return jsonText(log);
};

async function ruleFor(code: Diagnostic["code"]): Promise<Sarif.ReportingDescriptor> {
  const page = await diagnosticPage(code);
  return {
    id: code,
    ...(page !== null && { shortDescription: { text: titleOf(page) }, help: pageForTools(page) }),
    helpUri: diagnosticPageUrl(code),
    defaultConfiguration: { level: DIAGNOSTICS[code] },
  };
}

type UriOf = (file: string) => string;

function resultFor(diagnostic: Diagnostic, places: Places, uriOf: UriOf): Sarif.Result {
  const { code, severity, message, suggestion, related, file, fix } = diagnostic;
  const place = (location: Location): Sarif.PhysicalLocation => ({
    artifactLocation: artifactAt(uriOf(location.file)),
    region: regionOf(location),
  });
  return {
    ruleId: code,
    ruleIndex: CODES.indexOf(code),
    level: severity,
    message: { text: plain(suggestion === null ? message : `${message}\nhelp: ${suggestion}`) },
    locations: [{ physicalLocation: place(diagnostic) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((location, id) => ({ id, physicalLocation: place(location) })),
    }),
    ...(fix !== null && {
      fixes: [
        {
          description: { text: fix.newText === "" ? "remove this" : `write ${fix.newText}` },
          artifactChanges: [
            {
              artifactLocation: artifactAt(uriOf(file)),
              replacements: [
                {
                  deletedRegion: regionOf(places(file, fix.span)),
                  insertedContent: { text: fix.newText },
                },
              ],
            },
          ],
        },
      ],
    }),
  };
}

/** Escapes what SARIF would read as a link or as the placeholder of an argument. */
function plain(text: string): string {
  return text.replaceAll(/\[(?=[^\]]*\]\()/g, "\\[").replaceAll(/\{(\d+)\}/g, "{{$1}}");
}

function artifactAt(uri: string): Sarif.ArtifactLocation {
  return { uri, uriBaseId: ROOT };
}

function regionOf({ start, end }: { readonly start: Position; readonly end: Position }): Sarif.Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A path as a relative URI. Every part is escaped, so that none is read as a scheme or a query. */
function urisBy(pathOf: (file: string) => string): UriOf {
  return (file) => pathOf(file).toWellFormed().split("/").map(encodeURIComponent).join("/");
}
