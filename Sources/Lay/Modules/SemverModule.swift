internal import LayBounds
internal import LayRuntime

/// The module `semver`: versions by semver.org, and npm's ranges of them.
enum SemverModule {
    private static let version = MemberParameter(
        "version", "string", "MAJOR.MINOR.PATCH, with -PRERELEASE and +BUILD")
    private static let range = MemberParameter(
        "range", "string", "as ^1.2, ~1.2.3, >=1.2 <2, 1.x, 1.2 - 1.4, joined by ||")

    static func install(in vm: VM) {
        vm.defineModule(
            "semver", "Versions by semver.org 2.0, and ranges of them as npm has them.",
            comparing(in: vm) + changing(in: vm))
    }

    private static func comparing(in vm: VM) -> [ModuleMember] {
        [
            vm.member(
                "compare",
                MemberDescription(
                    "-1, 0 or 1: a version is before, equal to or behind another; builds do not count.",
                    [version, MemberParameter("other", "string", "the other version")],
                    gives: "int",
                    example: """
                        import semver
                        semver.compare("1.10.0", "1.9.0")  # => 1
                        ["1.0.0", "1.0.0-rc.1"].sorted(with: semver.compare)  # => ["1.0.0-rc.1", "1.0.0"]
                        """)
            ) { call in
                let (left, right) = (try call.version(0), try call.version(1))
                return .int(left < right ? -1 : left == right ? 0 : 1)
            },
            vm.member(
                "satisfies",
                MemberDescription(
                    "True when a version lies in a range.", [version, range], gives: "bool",
                    example: """
                        import semver
                        semver.satisfies("1.4.2", "^1.2")  # => true
                        semver.satisfies("2.0.0-rc.1", ">=1.2 <3")  # => false
                        """)
            ) { call in .bool(try call.versionRange(1).takes(try call.version(0))) },
            vm.member(
                "max_satisfying",
                MemberDescription(
                    "The greatest of some versions that lies in a range, or nil.",
                    [MemberParameter("versions", "list[string]", "the versions"), range],
                    gives: "string | nil",
                    example: """
                        import semver
                        semver.max_satisfying(["1.2.0", "1.10.1", "2.0.0"], "1.x")  # => "1.10.1"
                        """)
            ) { call in
                let range = try call.versionRange(1)
                var best: (version: SemanticVersion, value: Value)?
                for value in try call.list(0) {
                    try call.vm.work(16)
                    guard value.tag == .string else {
                        throw call.mismatch(0, "a list of strings")
                    }
                    let version = try call.version(value)
                    guard range.takes(version) else { continue }
                    if let best, best.version >= version { continue }
                    best = (version, value)
                }
                return best.map { call.vm.retain($0.value) } ?? .nil
            },
            vm.member(
                "is_valid",
                MemberDescription(
                    "True for a text that is a version.",
                    [MemberParameter("text", "string", "what is looked at")], gives: "bool",
                    example: """
                        import semver
                        semver.is_valid("1.2")  # => false
                        """)
            ) { call in .bool((try? SemanticVersion(try call.string(0))) != nil) },
        ]
    }

    private static func changing(in vm: VM) -> [ModuleMember] {
        [
            vm.member(
                "parse",
                MemberDescription(
                    "A map of a version's major, minor and patch numbers, and lists of the parts of its prerelease and build.",
                    [version], gives: "map",
                    example: """
                        import semver
                        semver.parse("1.2.3-rc.1")["prerelease"]  # => ["rc", 1]
                        """)
            ) { call in
                let (vm, version) = (call.vm, try call.version(0))
                let pieces = version.prerelease.map { piece -> Value in
                    switch piece {
                    case .number(let number): .int(number)
                    case .word(let word): vm.string(word)
                    }
                }
                let entries: [(String, Value)] = [
                    ("major", .int(version.numbers[0])), ("minor", .int(version.numbers[1])),
                    ("patch", .int(version.numbers[2])), ("prerelease", vm.list(pieces)),
                    ("build", vm.list(version.build.map { vm.string($0) })),
                ]
                return vm.map(entries)
            },
            vm.member(
                "bump",
                MemberDescription(
                    "The next version by one of its parts, without a build.",
                    [
                        version,
                        MemberParameter("part", "string", "major, minor, patch or prerelease"),
                        .optional(
                            "label", "string", "what a prerelease is called: rc gives rc.0, rc.1 …",
                            default: "\"\""),
                    ], gives: "string",
                    example: """
                        import semver
                        semver.bump("1.2.3", "minor")  # => "1.3.0"
                        semver.bump("1.2.3", "prerelease", "rc")  # => "1.2.4-rc.0"
                        """)
            ) { call in
                let (version, part) = (try call.version(0), try call.string(1))
                guard ["major", "minor", "patch", "prerelease"].contains(part) else {
                    throw LayError.noVersionPart(part)
                }
                let label = try call.optionalString(2) ?? ""
                var pieces: [SemanticVersion.Piece] = []
                do throws(SemanticVersion.Problem) {
                    for piece in label.isEmpty
                        ? [] : label.split(separator: ".", omittingEmptySubsequences: false)
                    {
                        pieces.append(try SemanticVersion.piece(piece))
                    }
                } catch {
                    throw LayError.noVersion(label, error.reason)
                }
                guard let bumped = version.bumped(part, label: pieces) else {
                    throw LayError.largeVersion(version.text)
                }
                return call.vm.string(bumped.text)
            },
        ]
    }
}

extension NativeCall {
    fileprivate func version(_ index: Int) throws -> SemanticVersion {
        guard self[index].tag == .string else { throw mismatch(index, "a string") }
        return try version(self[index])
    }

    fileprivate func version(_ value: Value) throws -> SemanticVersion {
        try vm.work(bytes: value.buffer.count &* 8)
        try vm.reserve(value.buffer.count &* 64)
        let text = value.text
        do throws(SemanticVersion.Problem) {
            return try SemanticVersion(text)
        } catch {
            throw LayError.noVersion(text, error.reason)
        }
    }

    fileprivate func versionRange(_ index: Int) throws -> VersionRange {
        let text = try string(index)
        try vm.work(bytes: text.utf8.count &* 16)
        try vm.reserve(text.utf8.count &* 64)
        do throws(VersionRange.Problem) {
            return try VersionRange(text)
        } catch {
            throw LayError.noVersionRange(text, error.part)
        }
    }
}
