/**
 * Which committed events conflict: `matches` of @truce/core, in SQL.
 *
 * INVARIANT: in doubt, true. `matches` may say true where that function says false, never the other way round. It is
 * held against it over all pairs of hostile values.
 *
 * None of these sets a search path, which would cost more than they do: they are called by functions that have pinned
 * it, and by nobody else.
 */

/** The largest integer up to which a double is exact: larger numbers may be held with more digits elsewhere. */
const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/**
 * The functions `selects`, `holds` and `matches`: whether a matcher is about events of a type, whether one comparison
 * holds of a payload, and whether any matcher matches. Loops over plain expressions cost least where there are many
 * events.
 */
export function matchingSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.selects(matcher jsonb, type text) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE WHEN matcher ? 'type' THEN matcher ->> 'type' = type ELSE NOT matcher -> 'anythingExcept' ? type END
$$;

CREATE OR REPLACE FUNCTION ${schema}.holds(comparison jsonb, data jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  path constant jsonb := comparison -> 'path';
  committed jsonb := data;
BEGIN
  -- Only objects are walked into: by a text, \`->\` finds nothing in anything else.
  FOR i IN 0 .. jsonb_array_length(path) - 1 LOOP
    committed := committed -> (path ->> i);
  END LOOP;
  -- Scalars of different types are unequal. All else is in doubt: missing, null, objects, arrays, large numbers.
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
