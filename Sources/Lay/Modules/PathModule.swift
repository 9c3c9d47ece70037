internal import LayBounds
internal import LayRuntime

/// The module `path`: names of files as texts; nothing is looked up.
enum PathModule {
    static func install(in vm: VM) {
        func text(
            _ name: String, _ sentence: String, example: String,
            _ body: @escaping (String) -> String
        ) -> ModuleMember {
            vm.member(
                name,
                MemberDescription(
                    sentence, [MemberParameter("path", "string", "the path")], gives: "string",
                    example: example)
            ) { call in call.vm.string(body(try call.path(0))) }
        }
        vm.defineModule(
            "path", "Paths of files as texts; nothing is looked up.",
            [
                vm.member(
                    "join",
                    MemberDescription(
                        "Paths put together with slashes; an absolute one begins anew.",
                        [.rest("parts", "string", "the paths")], gives: "string",
                        example: """
                            import path
                            path.join("/a", "b", "c.txt")  # => "/a/b/c.txt"
                            path.join("/a", "/b")  # => "/b"
                            """)
                ) { call in
                    var result = ""
                    for index in try call.list(0) {
                        guard index.tag == .string else {
                            throw LayError.noPathPart(call.vm.describe(index))
                        }
                        let size = result.utf8.count &+ index.buffer.count
                        try call.vm.work(bytes: size)
                        try call.vm.reserve(size &* 3)
                        result = join(result, index.text)
                    }
                    return call.vm.string(result)
                },
                text(
                    "name", "The last name in a path.",
                    example: "import path\npath.name(\"/a/b.txt\")  # => \"b.txt\"", name),
                text(
                    "parent", "The directory that a path lies in; a dot for a name alone.",
                    example: "import path\npath.parent(\"/a/b.txt\")  # => \"/a\"", parent),
                text(
                    "normalize", "A path without . and .., as far as its text alone tells.",
                    example: "import path\npath.normalize(\"/a/./b/../c\")  # => \"/a/c\"",
                    normalize),
                text(
                    "extension", "What a path ends with from its last dot on, or an empty text.",
                    example: "import path\npath.extension(\"b.tar.gz\")  # => \".gz\""
                ) { split($0).suffix },
                text(
                    "stem", "The last name in a path without its extension.",
                    example: "import path\npath.stem(\"/a/b.txt\")  # => \"b\""
                ) { split($0).stem },
                vm.member(
                    "is_absolute",
                    MemberDescription(
                        "True when a path begins with a slash.",
                        [MemberParameter("path", "string", "the path")], gives: "bool",
                        example: """
                            import path
                            path.is_absolute("a/b")  # => false
                            """)
                ) { call in
                    .bool(try call.path(0).hasPrefix("/"))
                },
                vm.member(
                    "parts",
                    MemberDescription(
                        "The names in a path, with a slash in front when it is absolute.",
                        [MemberParameter("path", "string", "the path")], gives: "list[string]",
                        example: """
                            import path
                            path.parts("/a/b")  # => ["/", "a", "b"]
                            """)
                ) { call in
                    let path = try call.path(0)
                    let parts = path.split(separator: "/").map(String.init)
                    return call.vm.list(
                        (path.hasPrefix("/") ? ["/"] : []).appending(parts).map {
                            call.vm.string($0)
                        })
                },
                vm.member(
                    "relative",
                    MemberDescription(
                        "The way to a path from a directory.",
                        [
                            MemberParameter("path", "string", "where it leads"),
                            MemberParameter("base", "string", "the directory where it begins"),
                        ], gives: "string",
                        example: """
                            import path
                            path.relative("/a/b/c", "/a/d")  # => "../b/c"
                            """)
                ) { call in
                    call.vm.string(try relative(try call.path(0), to: try call.path(1)))
                },
                vm.member(
                    "with_extension",
                    MemberDescription(
                        "A path with another extension in place of its own.",
                        [
                            MemberParameter("path", "string", "the path"),
                            MemberParameter(
                                "extension", "string",
                                "the extension, with or without a dot; empty for none"),
                        ], gives: "string",
                        example: """
                            import path
                            path.with_extension("b.txt", "md")  # => "b.md"
                            """)
                ) { call in
                    let (path, suffix) = (try call.path(0), try call.path(1))
                    let base = path.dropLast(split(path).suffix.count)
                    let dotted = suffix.isEmpty || suffix.hasPrefix(".") ? suffix : "." + suffix
                    return call.vm.string(base + dotted)
                },
            ])
    }

    /// An absolute part begins anew, as in Python and Swift's file paths.
    private static func join(_ left: String, _ right: String) -> String {
        if right.hasPrefix("/") || left.isEmpty { return right }
        if right.isEmpty { return left }
        return left.hasSuffix("/") ? left + right : left + "/" + right
    }

    private static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? (path.isEmpty ? "" : "/")
    }

    private static func parent(_ path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        let joined = parts.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
    }

    /// `archive.tar.gz` ends in `.gz`; a name that only begins with a dot has no extension.
    private static func split(_ path: String) -> (stem: String, suffix: String) {
        let last = name(path)
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex,
            last.index(after: dot) != last.endIndex
        else { return (last, "") }
        return (String(last[..<dot]), String(last[dot...]))
    }

    private static func normalize(_ path: String) -> String {
        var parts: [Substring] = []
        let isAbsolute = path.hasPrefix("/")
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }

    private static func relative(_ path: String, to base: String) throws -> String {
        let (from, to) = (normalize(base), normalize(path))
        guard from.hasPrefix("/") == to.hasPrefix("/") else {
            throw LayError.mixedPaths
        }
        let (a, b) = (from.split(separator: "/"), to.split(separator: "/"))
        let start = from == "." ? [] : a
        let shared = zip(start, b).prefix { $0 == $1 }.count
        let up = [Substring](repeating: "..", count: start.count - shared)
        let result = (up + b.dropFirst(shared)).joined(separator: "/")
        return result.isEmpty ? "." : result
    }
}

extension [String] {
    fileprivate func appending(_ other: [String]) -> [String] { self + other }
}

extension NativeCall {
    /// A path, which may be divided into as many texts as it has bytes.
    fileprivate func path(_ index: Int) throws -> String {
        try vm.work(bytes: self[index].tag == .string ? self[index].buffer.count : 0)
        try vm.reserve(self[index].tag == .string ? self[index].buffer.count &* 48 : 0)
        return try string(index)
    }
}
