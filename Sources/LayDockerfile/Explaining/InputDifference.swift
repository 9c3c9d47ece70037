internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayWorld

/// What differs between a step that was made before and one that is made now.
struct InputDifference {
    private let old: StepInputs
    private let new: StepInputs
    private let made: Int

    init(_ old: StepInputs, _ new: StepInputs, made: Int) {
        self.old = old
        self.new = new
        self.made = made
    }

    private struct Name: Hashable {
        let kind: StepInputs.Kind
        let name: String
    }

    private static func table(_ inputs: StepInputs) -> [Name: String] {
        var table: [Name: String] = [:]
        for part in inputs.parts { table[Name(kind: part.kind, name: part.name)] = part.value }
        return table
    }

    /// How many parts differ.
    static func count(_ old: StepInputs, _ new: StepInputs) -> Int {
        let (old, new) = (table(old), table(new))
        return old.count { new[$0.key] != $0.value } + new.count { old[$0.key] == nil }
    }

    /// True when nothing that makes an instruction what it is is the same.
    static func isOther(_ old: StepInputs, _ new: StepInputs) -> Bool {
        func own(_ inputs: StepInputs) -> [StepInputs.Part] {
            inputs.parts.filter {
                ($0.kind == .command && $0.name != "0" && $0.name != "1") || $0.kind == .target
                    || $0.kind == .source
            }
        }
        let (old, new) = (own(old), own(new))
        return !old.contains { new.contains($0) }
    }

    /// The changes of some kinds, in the order of the step as it is now.
    private func changes(_ kinds: Set<StepInputs.Kind>, _ name: (StepInputs.Part) -> String)
        -> [MissCause.Change]
    {
        let (before, now) = (Self.table(old), Self.table(new))
        var result: [MissCause.Change] = []
        for part in new.parts where kinds.contains(part.kind) {
            let former = before[Name(kind: part.kind, name: part.name)]
            if former == part.value { continue }
            result.append(MissCause.Change(what: name(part), old: former, new: part.value))
        }
        for part in old.parts where kinds.contains(part.kind) {
            if now[Name(kind: part.kind, name: part.name)] != nil { continue }
            result.append(MissCause.Change(what: name(part), old: part.value, new: nil))
        }
        return result
    }

    /// The one root cause: what stands first in this order is told, the rest as further changes.
    var cause: MissCause {
        let variables = changes([.argument, .environment]) {
            ($0.kind == .argument ? "ARG " : "ENV ") + $0.name
        }
        let texts = changes([.command]) { _ in "command" }
        let places = changes([.target, .workingDirectory, .user]) {
            switch $0.kind {
            case .target: new.word == "WORKDIR" ? "WORKDIR" : "target"
            case .user: "USER"
            default: "WORKDIR"
            }
        }
        let mounts = changes([.mount]) { "--mount at \($0.name)" }
        let flags = changes([.flag, .sandbox, .programs, .accounts]) {
            $0.name.isEmpty ? $0.kind.rawValue : $0.name
        }
        let platforms = changes([.platform]) { _ in "platform" }
        let sources = changes([.source]) { _ in "source" }
        let bases = changes([.parent]) { _ in "base" }
        let contents = changes([.content]) { $0.name.isEmpty ? "content" : "content at \($0.name)" }
        if let first = bases.first {
            return MissCause(
                .base, "the base changed: \(Self.shown(first))", [first],
                advice: "pin the base by its digest where it must stay the same",
                comparedWith: made)
        }
        if let first = platforms.first {
            return MissCause(
                .platform, "the platform changed: \(Self.shown(first))", platforms,
                advice: "each platform has results of its own: build for both once",
                comparedWith: made)
        }
        if let first = texts.first {
            return MissCause(
                .text, "the command changed: \(Self.shown(first))", texts + variables,
                advice: "all steps below are made again: put what changes often last",
                comparedWith: made)
        }
        if let first = variables.first {
            let isArgument = first.what.hasPrefix("ARG")
            return MissCause(
                isArgument ? .argument : .environment,
                "\(first.what) changed: \(Self.shown(first))", variables,
                advice: first.new == nil
                    ? "it is not set any more: everything that sees it is made again once"
                    : isArgument
                        ? "RUN sees every ARG above it, used or not: move \(first.what) below this step"
                        : "move \(first.what) below this step if it does not need it",
                comparedWith: made)
        }
        if let first = sources.first {
            return MissCause(
                .source, "the source changed: \(Self.shown(first))", sources,
                advice: "the name of a source counts, variables put in, whatever it holds",
                comparedWith: made)
        }
        if let first = places.first {
            return MissCause(
                .place, "\(first.what) changed: \(Self.shown(first))", places,
                advice: "all steps below are made again: put what changes often last",
                comparedWith: made)
        }
        if let first = mounts.first {
            return MissCause(
                .mount, "\(first.what) changed: \(Self.shown(first))", mounts,
                advice: "what a mount is counts; what a cache or a secret holds does not",
                comparedWith: made)
        }
        if let first = flags.first {
            return MissCause(
                .flag, "\(first.what) changed: \(Self.shown(first))", flags,
                advice: "a flag counts, also where it would change no file", comparedWith: made)
        }
        if !contents.isEmpty { return contentCause(contents) }
        return .neverBuilt
    }

    private func contentCause(_ contents: [MissCause.Change]) -> MissCause {
        guard let before = old.files.flatMap({ CopiedFiles($0) }),
            let now = new.files.flatMap({ CopiedFiles($0) })
        else {
            return MissCause(
                .file, "\(contents[0].what) changed: \(Self.shown(contents[0]))", contents,
                comparedWith: made)
        }
        let differences = now.differences(from: before)
        let mounts = new.parts.filter { $0.kind == .mount }.map { TreePath($0.name) }
        // A mount's list has paths of the container, whatever its source is.
        let sent = new.word == "RUN" ? nil : new.sent.flatMap { SentFiles($0) }
        let place = Self.place(sent, of: now)
        let changes = renamed(differences.map { $0.moved(to: place($0.path)) })
        let isSet = changes.contains { $0.old == nil || $0.new == nil }
        // A directory is there for the sake of what is in it.
        let file = changes.first {
            $0.old != FileKind.directory.word && $0.new != FileKind.directory.word
        }
        guard let first = file ?? changes.first else {
            return MissCause(.file, "what is copied changed", contents, comparedWith: made)
        }
        if let ignored = IgnoreChange(old.sent, new.sent, mounts: mounts),
            let line = ignored.cause(of: differences)
        {
            return MissCause(
                .ignoreFile, line.text, [line.change] + changes,
                advice:
                    "the ignore file decides what a build sees: no file of the context need have changed",
                comparedWith: made)
        }
        let others = changes.count { !$0.what.hasSuffix(": size") } - 1
        let more = others > 0 ? ", and \(others) more" : ""
        return MissCause(
            isSet ? .files : .file, "\(Self.sentence(first))\(more)", changes,
            advice: Self.advice(first), comparedWith: made)
    }

    /// Where in the context the files of a list lie, as far as its one source tells: the list knows
    /// them by their paths in the target.
    private static func place(
        _ sent: SentFiles?, of files: CopiedFiles
    ) -> (String) -> String {
        guard let sent, sent.sources.count == 1, let source = sent.sources.first,
            !source.contains(where: { "*?[\\".contains($0) })
        else { return { $0 } }
        let path = TreePath.display(TreePath(source.utf8, in: .root).bytes[...])
        let isDirectory = files.entries.contains { $0.path.isEmpty || $0.path == "/" }
        if !isDirectory { return { _ in path } }
        return { path.isEmpty || path == "/" ? $0 : "\(path)/\($0)" }
    }

    private static func advice(_ change: MissCause.Change) -> String {
        if change.what.hasSuffix(": mode") {
            return "COPY --chmod makes it the same, whatever a checkout's umask was"
        }
        if change.what.hasSuffix(": owner") { return "COPY --chown makes it the same" }
        return
            "modification times are not looked at; an ignore file keeps out what the image does not need"
    }

    /// The differences as changes; a file that is gone and one that is new with the same content are
    /// one that was renamed.
    private func renamed(_ differences: [CopiedFiles.Difference]) -> [MissCause.Change] {
        var gone: [String: String] = [:]
        for difference in differences where difference.new == nil {
            if let content = difference.old, content.hasPrefix("sha256:") {
                gone[content] = difference.path
            }
        }
        var renamed: Set<String> = []
        var result: [MissCause.Change] = []
        for difference in differences {
            if difference.field.isEmpty, difference.old == nil, let content = difference.new,
                let former = gone[content]
            {
                renamed.insert(former)
                result.append(
                    MissCause.Change(what: "name", old: former, new: difference.path))
            } else {
                let field = difference.field.isEmpty ? "" : ": \(difference.field)"
                result.append(
                    MissCause.Change(
                        what: difference.path + field, old: difference.old, new: difference.new))
            }
        }
        return result.filter { !($0.new == nil && renamed.contains($0.what)) }
    }

    private static func sentence(_ change: MissCause.Change) -> String {
        switch (change.old, change.new) {
        case (nil, _): "\(change.what) is new"
        case (_, nil): "\(change.what) is gone"
        default: "\(change.what) changed: \(shown(change))"
        }
    }

    private static func shown(_ change: MissCause.Change) -> String {
        ShownChange(change, none: "not set", most: 80).text
    }
}
