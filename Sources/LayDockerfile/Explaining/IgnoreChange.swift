internal import LayBounds
internal import LayFiles
internal import LayWorld

/// What changed between two versions of an ignore file, and which files of a COPY that let in or kept
/// out.
struct IgnoreChange {
    private let old: IgnoreFile?
    private let new: IgnoreFile?
    private let sources: [String]
    /// Where mounts are; the paths of their files begin there.
    private let mounts: [TreePath]

    /// `nil` where both are the same, or where one is not known.
    init?(_ old: FileContents?, _ new: FileContents?, mounts: [TreePath]) {
        guard let old = old.flatMap({ SentFiles($0) }), let new = new.flatMap({ SentFiles($0) }),
            old.ignoreName != new.ignoreName || old.ignoreText != new.ignoreText
        else { return nil }
        func file(_ sent: SentFiles) -> IgnoreFile? {
            if sent.ignoreName.isEmpty { return nil }
            return try? IgnoreFile(Array(sent.ignoreText.utf8), name: sent.ignoreName)
        }
        self.old = file(old)
        self.new = file(new)
        sources = new.sources
        self.mounts = mounts
    }

    /// The line that is the reason for the first file that is there on one side alone.
    ///
    /// - Complexity: O(*n* · *l*) in the sources and the lines, for a bounded number of files.
    func cause(of differences: [CopiedFiles.Difference]) -> (
        text: String, change: MissCause.Change
    )? {
        // The line that counts for one file counts for its like.
        for difference in differences.prefix(1000)
        where difference.old == nil || difference.new == nil {
            if !difference.field.isEmpty { continue }
            let isGone = difference.new == nil
            for path in candidates(difference.path) {
                let before = old?.decision(for: path)
                let now = new?.decision(for: path)
                guard before?.isIgnored ?? false != isGone, now?.isIgnored ?? false == isGone
                else { continue }
                return cause(before?.line, now?.line, path, isGone: isGone)
            }
        }
        return nil
    }

    private func cause(
        _ before: IgnoreFile.Line?, _ now: IgnoreFile.Line?, _ path: TreePath, isGone: Bool
    ) -> (text: String, change: MissCause.Change) {
        let name = TreePath.display(path.bytes[...])
        let effect = isGone ? "\(name) is not sent any more" : "\(name) is sent now"
        if let old, let new, old.name != new.name {
            return (
                "another ignore file counts, \(old.name) → \(new.name): \(effect)",
                MissCause.Change(what: "ignore file", old: old.name, new: new.name)
            )
        }
        if let now, let new, !(old?.lines.contains { $0.pattern == now.pattern } ?? false) {
            let place = "\(new.name) line \(now.number)"
            return (
                "\(place), '\(now.text.shown())', is new: \(effect)",
                MissCause.Change(what: place, old: nil, new: now.text)
            )
        }
        if let before, let old, !(new?.lines.contains { $0.pattern == before.pattern } ?? false) {
            let place = "\(old.name) line \(before.number)"
            return (
                "\(place), '\(before.text.shown())', is gone: \(effect)",
                MissCause.Change(what: place, old: before.text, new: nil)
            )
        }
        let place = new?.name ?? old?.name ?? ""
        return (
            "the lines of \(place) stand in another order: \(effect)",
            MissCause.Change(what: place, old: before?.text, new: now?.text)
        )
    }

    /// Where in the context a file may lie that a step's list knows by its path in the target.
    private func candidates(_ path: String) -> [TreePath] {
        let path = TreePath(path.utf8, in: .root)
        let sources = sources.prefix(100).map { TreePath($0.utf8, in: .root) }
        if !mounts.isEmpty {
            let tails = mounts.prefix(100).compactMap { path.relative(to: $0) }
            return tails.flatMap { tail in sources.map { $0.appending(tail) } }
        }
        var places: [TreePath] = []
        for base in sources.flatMap({ [$0, $0.parent] }) + [.root] {
            let place = base.appending(path)
            if !places.contains(place) { places.append(place) }
        }
        return places
    }
}
