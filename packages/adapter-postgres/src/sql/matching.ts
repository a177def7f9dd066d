/**
 * Which committed events conflict: the function `matches` of @truce/core, in SQL.
 *
 * INVARIANT: in doubt, the answer is true. `matches` may return true if the function of core returns false, never the other
 * way round. Tests compare the two over all pairs of hostile values.
 *
 * These functions set no search path, because that would take longer than their work. Only functions that have pinned it
 * call them.
 */

/** Up to this integer a double is exact. PostgreSQL may store a larger number with more digits than JavaScript has. */
const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/** A JSON value as a text that is equal exactly if the values are equal scalars; null if a comparison is in doubt. */
function comparableScalar(value: string): string {
  const content = `(${value} #>> '{}')`;
  return `CASE json_typeof(${value})
    WHEN 'string' THEN 's' || ${content}
    WHEN 'boolean' THEN 'b' || ${content}
    WHEN 'number' THEN CASE WHEN abs(${content}::numeric) <= ${MAX_EXACT} THEN 'n' || trim_scale(${content}::numeric) END
  END`;
}

/**
 * The same for a field of a payload: `comparable(data, path)` as an expression. Most paths have one key, and for those no
 * function is called.
 *
 * @param field - `data -> key`, for the first key of the path.
 * @param rest - The other keys, as a `text[]`; null if there are none.
 */
export function comparableField(schema: string, field: string, rest: string): string {
  return `CASE WHEN ${rest} IS NULL THEN ${comparableScalar(field)} ELSE ${schema}.comparable(${field}, ${rest}) END`;
}

/**
 * The functions `selects` (is a matcher about events of this type?), `comparable` (a field as a text that is equal exactly
 * if the fields are equal; null if it is in doubt), `holds` (does a comparison hold for this payload?) and `matches` (does
 * any matcher match?). Loops over plain expressions are the fastest way for many events.
 */
export function matchingSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.selects(matcher jsonb, type text) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE WHEN matcher ? 'type' THEN matcher ->> 'type' = type ELSE NOT matcher -> 'anythingExcept' ? type END
$$;

CREATE OR REPLACE FUNCTION ${schema}.comparable(data json, path text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  field json := data;
BEGIN
  -- Only objects are walked into: with a text operand, \`->\` finds nothing in an array or a scalar.
  FOR i IN 1 .. cardinality(path) LOOP
    field := field -> path[i];
  END LOOP;
  RETURN ${comparableScalar("field")};
END $$;

CREATE OR REPLACE FUNCTION ${schema}.holds(comparison jsonb, data jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  path constant jsonb := comparison -> 'path';
  committed jsonb := data;
BEGIN
  -- Only objects are walked into: with a text operand, \`->\` finds nothing in an array or a scalar.
  FOR i IN 0 .. jsonb_array_length(path) - 1 LOOP
    committed := committed -> (path ->> i);
  END LOOP;
  -- Scalars of different types are unequal. Missing fields, null, objects, arrays and large numbers are in doubt.
  RETURN CASE
    WHEN jsonb_typeof(committed) IN ('string', 'boolean')
      OR jsonb_typeof(committed) = 'number' AND abs(committed::numeric) <= ${MAX_EXACT}
      THEN (committed = comparison -> 'value') = (comparison ->> 'operator' = '=')
    ELSE true
  END;
END $$;

CREATE OR REPLACE FUNCTION ${schema}.matches(conflicts_with jsonb, type text, data jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  matcher jsonb;
  is_match boolean;
BEGIN
  FOR i IN 0 .. jsonb_array_length(conflicts_with) - 1 LOOP
    matcher := conflicts_with -> i;
    is_match := ${schema}.selects(matcher, type);
    FOR j IN 0 .. jsonb_array_length(matcher -> 'where') - 1 LOOP
      EXIT WHEN NOT is_match;
      is_match := ${schema}.holds(matcher -> 'where' -> j, data);
    END LOOP;
    IF is_match THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;
`;
}
