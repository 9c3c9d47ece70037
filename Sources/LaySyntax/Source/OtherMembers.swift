/// What members are called in other languages, and what does the same here.
extension OtherLanguages {
    /// The help for a member that the type does not have.
    package static func help(forMember name: String, of type: String) -> String? {
        (members[type]?[name] ?? everywhere[name]).map { "write \($0)" }
    }

    /// The help for a function that a type's name does not offer.
    package static func help(forFunction name: String, of type: String) -> String? {
        functions["\(type).\(name)"]
    }

    private static let functions = [
        "image.build": "an image is made step by step: toolbox.run(…).copy(…).cmd(…)",
        "image.pull": "skopeo copy docker://NAME oci:image:latest, then image.load(\"image\")",
        "image.push": "save it and let skopeo copy it: i.save(\"image\")",
        "image.list": "write world.images", "image.ls": "write world.images",
        "image.tag": "write i.tag(\"name:tag\")", "image.rm": "write image.remove(\"name\")",
        "image.history": "write i.history", "image.inspect": "write i.inspect()",
        "image.save": "write i.save(path)", "image.import": "write image.load(path)",
        "container.list": "write world.containers", "container.ls": "write world.containers",
        "container.ps": "write world.containers",
        "container.run": "write i.start(name: …, command: …) of an image",
        "container.create": "write i.create(name: …, command: …) of an image",
        "container.start": "write c.start(), or i.start(…) of an image",
        "container.exec": "write c.exec(\"…\")", "container.rm": "write c.remove()",
        "container.logs": "write c.logs()", "container.inspect": "write c.inspect()",
        "volume.ls": "write world.volumes", "volume.rm": "write v.remove()",
        "volume.inspect": "write v.inspect()",
    ]

    private static let everywhere = [
        "toString": "string(x)", "to_s": "string(x)", "to_string": "string(x)",
        "str": "string(x)", "inspect": "\"\\(x)\", or print(x)", "is_a": "x is T",
        "isinstance": "x is T", "class": "type(x)", "typeof": "type(x)", "equals": "a == b",
        "is_nil": "x == nil", "isNil": "x == nil", "unwrap": "x ?? default",
        "unwrap_or": "x ?? default", "clone": "let y = x: values are independent",
        "copy": "let y = x: values are independent", "dup": "let y = x: values are independent",
        "deepcopy": "let y = x: values are independent",
    ]

    private static let sequences = [
        "len": "xs.length", "size": "xs.length", "count_of": "xs.count(x)",
        "forEach": "xs.each(x => …), or for x in xs { … }", "for_each": "xs.each(x => …)",
        "select": "xs.filter(x => …)", "collect": "xs.map(x => …)", "where": "xs.filter(x => …)",
        "fold": "xs.reduce(start, (sum, x) => …)", "inject": "xs.reduce(start, (sum, x) => …)",
        "foldl": "xs.reduce(start, (sum, x) => …)", "some": "xs.any(x => …)",
        "every": "xs.all(x => …)", "includes": "x in xs", "include": "x in xs",
        "has": "x in xs", "flatMap": "xs.flat_map(x => …)", "sort_by": "xs.sorted(by: x => …)",
        "sortBy": "xs.sorted(by: x => …)", "sortedBy": "xs.sorted(by: x => …)",
        "group_by": "xs.group(x => …)", "groupBy": "xs.group(x => …)",
        "uniq": "xs.unique()", "distinct": "xs.unique()", "findIndex": "xs.find_index(x => …)",
        "indexOf": "xs.index_of(x)",
        "index": "xs.index_of(x)", "iter": "xs.lazy", "iterator": "xs.lazy",
        "each_with_index": "for i, x in xs { … }",
        "drop": "xs.skip(n)", "limit": "xs.take(n)", "head": "xs.take(n)", "tail": "xs.skip(1)",
        "isEmpty": "xs.is_empty", "empty": "xs.is_empty",
        "append": "push(value) on a var, or xs + [value]", "add": "push(value) on a var",
        "push_back": "push(value) on a var", "prepend": "insert(0, value) on a var",
        "unshift": "insert(0, value) on a var", "shift": "pop(0) on a var",
        "remove_if": "remove_where(x => …) on a var", "removeAll": "remove_where(x => …) on a var",
        "difference": "xs - ys", "intersection": "xs.intersect(ys)",
        "symmetric_difference": "xs.symmetric(ys)", "to_set": "xs.unique()",
        "min_by": "xs.min(by: x => …)", "max_by": "xs.max(by: x => …)",
        "minmax": "xs.min_max()", "concat": "xs + ys", "nth": "xs[n]", "at": "xs[n]",
        "subList": "xs[a..<b]",
    ]

    /// What is different where the elements are not there yet.
    private static let ranges = sequences.merging([
        "toList": "xs.list()", "to_list": "xs.list()", "to_a": "xs.list()",
        "reverse": "xs.reversed()", "isEmpty": "xs.list().is_empty",
        "empty": "xs.list().is_empty", "intersection": "xs.list().intersect(ys)",
        "symmetric_difference": "xs.list().symmetric(ys)",
    ]) { $1 }

    /// What is different where nobody knows how many they are.
    private static let iterators = ranges.merging([
        "len": "xs.count()", "size": "xs.count()", "reverse": "xs.list().reversed()",
        "flatMap": "xs.list().flat_map(x => …)", "iter": "xs: it is an iterator already",
        "iterator": "xs: it is an iterator already",
    ]) { $1 }

    /// By type and by what others call it.
    package static let members: [String: [String: String]] = [
        "list": sequences, "range": ranges, "iterator": iterators,
        "string": [
            "len": "s.length", "size": "s.length", "strip": "s.trim()", "lstrip": "s.trim_start()",
            "rstrip": "s.trim_end()", "trimStart": "s.trim_start()", "trimEnd": "s.trim_end()",
            "chomp": "s.trim_end()", "toUpperCase": "s.upper()", "uppercased": "s.upper()",
            "upcase": "s.upper()", "toLowerCase": "s.lower()", "lowercased": "s.lower()",
            "downcase": "s.lower()", "lowercase": "s.lower()", "uppercase": "s.upper()",
            "capitalize": "s.capitalized()", "startswith": "s.starts_with(x)",
            "startsWith": "s.starts_with(x)", "hasPrefix": "s.starts_with(x)",
            "endswith": "s.ends_with(x)", "endsWith": "s.ends_with(x)",
            "hasSuffix": "s.ends_with(x)", "includes": "x in s", "has": "x in s",
            "substring": "s.slice(a, b)", "substr": "s.slice(a, b)",
            "index": "s.find(x)", "indexOf": "s.find(x)", "index_of": "s.find(x)",
            "replaceAll": "s.replace(a, b)", "gsub": "regex(\"…\").replace(s, with)",
            "sub": "regex(\"…\").replace(s, with)", "match": "regex(\"…\").find(s)",
            "matches": "regex(\"…\").matches(s)", "test": "regex(\"…\").matches(s)",
            "format": "\"\\(x)\": values are put into the text itself",
            "to_int": "int(s)", "toInt": "int(s)", "to_i": "int(s)", "parse": "int(s)",
            "to_float": "float(s)", "toFloat": "float(s)", "to_f": "float(s)",
            "chars": "s.graphemes", "characters": "s.graphemes", "join": "xs.join(s)",
            "isdigit": "s.is_digit", "isalpha": "s.is_alpha", "isalnum": "s.is_alnum",
            "isspace": "s.is_space", "isupper": "s.is_upper", "islower": "s.is_lower",
            "isascii": "s.is_ascii", "shellescape": "s.quote()", "rfind": "s.find_last(x)",
            "splitlines": "s.lines()", "encode": "s.bytes", "padStart": "s.pad_start(n)",
            "padEnd": "s.pad_end(n)", "ljust": "s.pad_end(n)", "rjust": "s.pad_start(n)",
            "zfill": "s.pad_start(n, \"0\")", "concat": "s + t", "isEmpty": "s.is_empty",
            "empty": "s.is_empty", "charAt": "s[n]", "ord": "s.code_points",
        ],
        "map": [
            "items": "m.entries, or for k, v in m { … }", "iteritems": "m.entries",
            "to_list": "m.entries", "toList": "m.entries", "len": "m.length", "size": "m.length",
            "has_key": "key in m", "hasKey": "key in m", "containsKey": "key in m",
            "contains_key": "key in m", "key": "key in m", "includes": "key in m",
            "put": "m[key] = value on a var", "add": "m[key] = value on a var",
            "delete": "m.remove(key) on a var",
            "del": "m.remove(key) on a var", "assign": "m + other", "extend": "m + other",
            "forEach": "for k, v in m { … }",
            "setdefault": "m[key] ??= value", "fetch": "m[key] ?? default",
            "getOrDefault": "m[key] ?? default", "isEmpty": "m.is_empty", "empty": "m.is_empty",
            "select": "m.filter((k, v) => …)", "pop": "m.remove(key)",
        ],
        "int": [
            "to_f": "float(n)", "toFloat": "float(n)", "to_i": "n", "toFixed": "format(n, \".2f\")",
            "to_hex": "n.format(base: 16)",
        ],
        "float": [
            "to_i": "int(x)", "toInt": "int(x)", "toFixed": "x.format(digits)",
            "is_integer": "x == x.round()",
        ],
    ]
}
