/// The functions of jq that are written in its own language.
enum JqPrelude {
    /// The functions with their tree, read once.
    static let source: JqUnitText = {
        let text = JqProgramText(name: Array("<builtin>".utf8), bytes: Array(program.utf8))
        return JqUnitText(JqParser.parse(text).tree, text)
    }()

    /// The functions by name and number of parameters.
    static let functions: [String: Int] = {
        var functions: [String: Int] = [:]
        for number in source.tree.definitions {
            let function = source.tree.functions[number]
            let name = String(decoding: function.name, as: UTF8.self)
            functions["\(name)/\(function.parameters.count)"] = number
        }
        return functions
    }()

    /// The names of the functions that programs are told of.
    static var names: [String] {
        functions.keys.filter { !$0.hasPrefix("_") }
            + ["empty/0", "path/1", "range/2", "select/1", "map/1"]
    }

    private static let program = values + paths + generators + texts

    private static let values = #"""
        def error: error(.);
        def halt_error: halt_error(5);
        def add: reduce .[] as $x (null; . + $x);
        def add(f): reduce f as $x (null; . + $x);
        def arrays: select(type == "array");
        def objects: select(type == "object");
        def iterables: select(type == "array" or type == "object");
        def booleans: select(type == "boolean");
        def numbers: select(type == "number");
        def isfinite: type == "number" and (isinfinite | not);
        def normals: select(isnormal);
        def finites: select(isfinite);
        def strings: select(type == "string");
        def nulls: select(type == "null");
        def values: select(. != null);
        def scalars: select(type != "array" and type != "object");
        def scalars_or_empty:
          select((type != "array" and type != "object") or length == 0);
        def sort_by(f): _sort_by_impl([.[] | [f]]);
        def group_by(f): _group_by_impl([.[] | [f]]);
        def unique: _unique_by_impl(.);
        def unique_by(f): _unique_by_impl([.[] | [f]]);
        def min_by(f): _min_by_impl([.[] | [f]]);
        def max_by(f): _max_by_impl([.[] | [f]]);
        def reverse: [.[length - 1 - range(0; length)]];
        def in(xs): . as $x | xs | has($x);
        def inside(xs): . as $x | xs | contains($x);
        def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
        def _entry_value: if has("value") then .value else .Value end;
        def from_entries:
          reduce (.[] | {(.key // .Key // .name // .Name): _entry_value}) as $x (null; . + $x)
          | . // {};
        def with_entries(f): to_entries | map(f) | from_entries;
        def map_values(f): .[] |= f;
        def _flatten($x):
          reduce .[] as $i ([];
            if $i | type == "array" and $x != 0
            then . + ($i | _flatten($x - 1)) else . + [$i] end);
        def flatten($x):
          if $x < 0 then error("flatten depth must not be negative") else _flatten($x) end;
        def flatten: _flatten(-1);
        def transpose:
          if . == [] then []
          else . as $in | (map(length) | max) as $max | length as $length
          | reduce range(0; $max) as $j ([];
              . + [reduce range(0; $length) as $i ([]; . + [$in[$i][$j]])])
          end;
        def combinations:
          if length == 0 then []
          else .[0][] as $x | (.[1:] | combinations) as $y | [$x] + $y end;
        def combinations(n): . as $in | [range(n) | $in] | combinations;
        def bsearch($target):
          if length == 0 then -1
          else . as $in | [0, length - 1, null]
          | until(.[2] != null or .[0] > .[1];
              ((.[0] + .[1]) / 2 | floor) as $middle | $in[$middle] as $found
              | if $found == $target then .[2] = $middle
                elif $found < $target then .[0] = $middle + 1
                else .[1] = $middle - 1 end)
          | if .[2] == null then -1 - .[0] else .[2] end
          end;
        def walk(f):
          def w:
            if type == "object" then
              . as $in
              | reduce keys_unsorted[] as $key ({}; . + {($key): ($in[$key] | w)}) | f
            elif type == "array" then map(w) | f
            else f end;
          w;
        def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
        def todateiso8601: todate;
        def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
        def fromdate: fromdateiso8601;
        def date: todate;
        def dateadd(u; n): . + n;
        def datesub(u; n): . - n;
        def debug(m): (m | debug | empty), .;

        """#

    private static let paths = #"""
        def _assign(paths; $value):
          reduce path(paths) as $p (.; setpath($p; $value));
        def del(f): delpaths([path(f)]);
        def recurse(f): def r: ., (f | r); r;
        def recurse(f; cond): def r: ., (f | select(cond) | r); r;
        def recurse: recurse(.[]?);
        def recurse_down: recurse;
        def paths:
          path(recurse(if type == "array" or type == "object" then .[] else empty end))
          | select(length > 0);
        def paths(f): . as $dot | paths | select(. as $p | $dot | getpath($p) | f);
        def leaf_paths: paths(scalars);
        def pick(f):
          . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
        def indices($i):
          if type == "array" and ($i | type) == "array" then .[$i]
          elif type == "array" then .[[$i]]
          elif type == "string" and ($i | type) == "string" then _strindices($i)
          else .[[$i]] end;
        def index($i): indices($i) | .[0];
        def rindex($i): indices($i) | .[-1:][0];
        def tostream:
          path(def r: (.[]? | r), .; r) as $p
          | getpath($p)
          | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
        def fromstream(f):
          foreach f as $event ({top: null, isDone: false};
            if .isDone then {top: null, isDone: false} else . end
            | if $event | length == 2
              then .isDone = ($event[0] == [])
              | if .isDone then .top = $event[1]
                else .top |= setpath($event[0]; $event[1]) end
              else .isDone = ($event[0] | length == 1) end;
            if .isDone then .top else empty end);
        def truncate_stream(f):
          . as $n | null | f | . as $event
          | if (.[0] | length) > $n then setpath([0]; $event[0][$n:]) else empty end;

        """#

    private static let generators = #"""
        def range($x): range(0; $x);
        def range($from; $to; $by):
          if $by > 0 then $from | while(. < $to; . + $by)
          elif $by < 0 then $from | while(. > $to; . + $by)
          else empty end;
        def while(cond; update): def w: if cond then ., (update | w) else empty end; w;
        def until(cond; update): def u: if cond then . else update | u end; u;
        def repeat(f): def r: f, r; r;
        def inputs: try repeat(_input) catch if . == "break" then empty else error end;
        def input: _input;
        def limit($n; f):
          if $n < 0 then f
          else label $out
          | foreach f as $item ($n; . - 1; $item, if . <= 0 then break $out else empty end)
          end;
        def skip($n; f): foreach f as $item ($n; . - 1; if . < 0 then $item else empty end);
        def first(f): label $out | f | ., break $out;
        def last(f): reduce f as $item (null; $item);
        def isempty(f): label $out | (f | false, break $out), true | ., break $out;
        def nth($n; f):
          if $n < 0 then error("nth doesn't support negative indices")
          else last(limit($n + 1; f)) end;
        def first: .[0];
        def last: .[-1];
        def nth($n): .[$n];
        def any(f; cond): isempty(first(f | cond | if . then . else empty end)) | not;
        def any(f): any(.[]; f);
        def any: any(.[]; .);
        def all(f; cond): isempty(first(f | cond | if . then empty else 1 end));
        def all(f): all(.[]; f);
        def all: all(.[]; .);
        def INDEX(stream; f):
          reduce stream as $row ({}; .[$row | f | if type != "string" then tojson else . end]
            |= $row);
        def INDEX(f): INDEX(.[]; f);
        def JOIN($idx; f): [.[] | [., $idx[f]]];
        def JOIN($idx; stream; f): stream | [., $idx[f]];
        def JOIN($idx; stream; f; join): stream | [., $idx[f]] | join;
        def IN(s): any(s == .; .);
        def IN(src; s): any(src == s; .);

        """#

    private static let texts = #"""
        def join($x):
          reduce .[] as $i (null;
            (if . == null then "" else . + $x end)
            + ($i | if type == "boolean" or type == "number" then tostring else . // "" end))
          // "";
        def ascii: [.] | implode;
        def match(re; mode): _match_impl(re; mode; false) | .[];
        def _regex($val):
          ($val | type) as $type
          | if $type == "string" then [$val, null]
            elif $type == "array" and ($val | length) > 1 then [$val[0], $val[1]]
            elif $type == "array" and ($val | length) > 0 then [$val[0], null]
            else error($type + " not a string or array") end;
        def match($val): _regex($val) as [$re, $mode] | match($re; $mode);
        def test(re; mode): _match_impl(re; mode; true);
        def test($val): _regex($val) as [$re, $mode] | test($re; $mode);
        def _captures:
          reduce (.captures[] | select(.name != null) | {(.name): .string}) as $pair ({};
            . + $pair);
        def capture(re; mode): match(re; mode) | _captures;
        def capture($val): _regex($val) as [$re, $mode] | capture($re; $mode);
        def scan($re; $flags):
          match($re; "g" + $flags)
          | if .captures | length > 0 then [.captures[].string] else .string end;
        def scan($re): scan($re; null);
        def _nwise($n): _slices($n)[];
        def _nwise(a; $n): a | _nwise($n);
        def splits($re; flags):
          . as $s
          | [0, (match($re; "g" + flags) | .offset, .offset + .length), ($s | length)]
          | _nwise(2) | $s[.[0]:.[1]];
        def splits($re): splits($re; null);
        def split($re; flags): [splits($re; flags)];
        def sub($re; s; flags):
          (flags | [explode[] | select(. != 103)] | implode) as $once
          | (flags | index("g")) as $isGlobal
          | def r:
              . as $in
              | [match($re; $once)]
              | if length == 0 then $in
                else .[0] as $edit | ($edit.offset + $edit.length) as $stop
                | ($edit | _captures)
                | $in[0:$edit.offset] + s
                  + ($in[$stop:] | if length > 0 and $isGlobal then r else . end)
                end;
            r;
        def sub($re; s): sub($re; s; "");
        def gsub($re; s; flags): sub($re; s; flags + "g");
        def gsub($re; s): sub($re; s; "g");

        """#
}
