internal import LayBounds
internal import LayFiles

extension CopyStep {
    /// The step with its sources found; no target is touched.
    ///
    /// - Throws: `ImageError` of kind `NotFound` for a source that is not there, `ValueError` for a
    ///   broken pattern; `FileError`, and what the origin refuses.
    /// - Complexity: O(*n*) in the entries that are looked at; contents are not read.
    public func resolved(from origin: any CopyOrigin) throws -> ResolvedCopy {
        if sources.isEmpty { throw ImageError.noTarget(word) }
        var resolver = CopyResolver(step: self, origin: origin)
        do throws(PathPatterns.Broken) {
            resolver.excludes = excludes.isEmpty ? nil : try PathPatterns(excludes)
        } catch {
            throw ImageError.brokenExcludes(excludes, error.reason)
        }
        var items: [ResolvedCopy.Item] = []
        for source in sources { items += try resolver.items(source) }
        return ResolvedCopy(step: self, items: items)
    }
}

/// Finds what the sources of a step mean.
struct CopyResolver {
    let step: CopyStep
    let origin: any CopyOrigin
    var excludes: PathPatterns?

    /// What a source means: one thing, or all that its pattern fits, which may be nothing.
    func items(_ source: CopySource) throws -> [ResolvedCopy.Item] {
        switch source {
        case .text(let name, let contents):
            let path = TreePath(name)
            if path.components.count > 1 { throw ImageError.noHeredocDirectory(path) }
            let node = FileNode(
                .file(contents), attributes: FileAttributes(mode: 0o644), modified: step.now)
            return [ResolvedCopy.Item(name: Array(name.utf8), .node(node), unpacks: false)]
        case .fetched(let name, let contents, let modified):
            let node = FileNode(
                .file(contents), attributes: FileAttributes(mode: 0o600), modified: modified)
            return [
                ResolvedCopy.Item(
                    name: Array(name.utf8), .node(node), unpacks: step.unpacks == true)
            ]
        case .tree(let tree):
            let kept = excludes == nil ? tree : try filtered(TreeOrigin(tree), .root, nil)
            return [ResolvedCopy.Item(name: [], .directory(kept))]
        case .path(let text):
            if step.isAdd, RemoteAddress(text) != nil { throw ImageError.notFetched(text) }
            return try (step.keepsParents ? withParents(text) : named(text)).map { item in
                var item = item
                item.readsLater = origin.readsLater
                return item
            }
        }
    }

    private func named(_ text: String) throws -> [ResolvedCopy.Item] {
        try places(text).map { try item(at: $0) }
    }

    private func item(at path: TreePath) throws -> ResolvedCopy.Item {
        let entry = try existing(path)
        if entry.node.kind != .directory {
            return ResolvedCopy.Item(
                name: Array(path.name), .node(entry.node),
                unpacks: step.isAdd && step.unpacks != false)
        }
        let tree =
            excludes == nil
            ? try origin.tree(at: entry.path) : try filtered(origin, entry.path, nil)
        return ResolvedCopy.Item(name: Array(path.name), .directory(tree))
    }

    /// What a path leads to, its last link followed.
    private func existing(_ path: TreePath) throws -> FileEntry {
        do {
            if let entry = try origin.entry(at: path, follow: true) { return entry }
        } catch let error as FileError where error.code == .loop {
            throw ImageError.circularSource(path)
        }
        let isDeadLink = try origin.entry(at: path, follow: false) != nil
        throw ImageError.noSource(
            path, isLooked: try isLookedFor(path) && !isDeadLink, beside: names(in: path.parent))
    }

    /// True where BuildKit hashes something else than a source's place before it looks for the file: a
    /// directory of the same step above it, what `--exclude` leaves, an image.
    private func isLookedFor(_ path: TreePath) throws -> Bool {
        if step.isFromImage || excludes != nil { return true }
        for case .path(let text) in step.sources where !Self.isPattern(text) {
            let other = try origin.place(of: text)
            if other != path, path.isBelowOrEqual(other) { return true }
        }
        return false
    }

    /// Names that somebody may have meant, as far as they may be seen.
    private func names(in directory: TreePath) -> [String] {
        let items = (try? origin.list(directory)) ?? []
        return items.prefix(8).map { TreePath.display($0.name[...]) }
    }

    // MARK: Patterns

    /// The paths that a source names: itself, or those that its pattern fits.
    ///
    /// Links lead to the first name that is a pattern, and below it none is followed.
    private func places(_ text: String) throws -> [TreePath] {
        let parts = origin.cleaned(text).split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.firstIndex(where: Self.isPattern) else {
            return [try origin.place(of: text)]
        }
        let start = parts[..<first].joined(separator: "/")
        let place = try origin.place(of: start.isEmpty ? (text.hasPrefix("/") ? "/" : ".") : start)
        guard let top = try origin.entry(at: place, follow: true), top.node.kind == .directory
        else {
            throw ImageError.noPatternDirectory(
                try goal(of: place), beside: names(in: place.parent))
        }
        return try matches(parts[first...], below: top.path)
    }

    /// Where a path leads to when its last link is followed, though nothing is there.
    private func goal(of path: TreePath) throws -> TreePath {
        var path = path
        for _ in 0..<40 {
            guard let target = try origin.entry(at: path, follow: false)?.node.target else { break }
            path = TreePath(target, in: path.parent)
        }
        return path
    }

    private func matches(
        _ parts: ArraySlice<Substring>, below directory: TreePath
    ) throws -> [TreePath] {
        var found = [(path: directory, isDirectory: true)]
        var pace = RunBounds.Pace()
        for part in parts where !part.isEmpty && part != "." {
            let pattern: NamePattern
            do throws(NamePattern.Broken) {
                pattern = try NamePattern(part.utf8)
            } catch {
                throw ImageError.brokenSourcePattern
            }
            var next: [(path: TreePath, isDirectory: Bool)] = []
            for place in found where place.isDirectory {
                for item in try origin.list(place.path) {
                    try pace.step()
                    guard pattern.matches(item.name) else { continue }
                    next.append(
                        (place.path.appending(name: item.name), item.kind == .directory))
                }
            }
            found = next
        }
        return found.map(\.path)
    }

    /// True for a name with a `*`, a `?` or a `[` that no backslash quotes.
    private static func isPattern(_ name: some StringProtocol) -> Bool {
        var isQuoted = false
        for byte in name.utf8 {
            if isQuoted {
                isQuoted = false
            } else if byte == UInt8(ascii: "\\") {
                isQuoted = true
            } else if "*?[".utf8.contains(byte) {
                return true
            }
        }
        return false
    }

    // MARK: Parents

    /// What `--parents` copies: what fits behind the first `/./`, with the directories on the way.
    private func withParents(_ text: String) throws -> [ResolvedCopy.Item] {
        let bytes = Array(text.utf8)
        let pivot = bytes.indices.first { bytes[$0...].starts(with: Array("/./".utf8)) }
        let base = pivot.map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? "/"
        let rest = pivot.map { String(decoding: bytes[($0 + 3)...], as: UTF8.self) } ?? text
        let wanted = TreePath(rest)
        let pattern = String(decoding: wanted.bytes, as: UTF8.self)
        let includes: PathPatterns?
        do throws(PathPatterns.Broken) {
            includes = wanted.isRoot ? nil : try PathPatterns([pattern])
        } catch {
            throw ImageError.brokenSourcePattern
        }
        return try places(base.isEmpty ? "/" : base).map { place in
            let entry = try existing(place)
            guard entry.node.kind == .directory else {
                return ResolvedCopy.Item(name: Array(place.name), .node(entry.node), unpacks: false)
            }
            let tree = try filtered(origin, entry.path, includes)
            if tree.isEmpty, includes != nil, !Self.isPattern(pattern) {
                let missing = entry.path.appending(wanted)
                if try origin.entry(at: missing, follow: false) == nil {
                    throw ImageError.noSource(missing, beside: names(in: missing.parent))
                }
            }
            return ResolvedCopy.Item(
                name: Array(place.name), .directory(tree), keepsExisting: true)
        }
    }

    /// A directory with what patterns leave of it; directories stand where something in them does,
    /// and where they fit themselves.
    private func filtered(
        _ origin: any CopyOrigin, _ top: TreePath, _ includes: PathPatterns?
    ) throws -> FileTree {
        var walk = FilteredWalk(origin: origin, top: top, includes: includes, excludes: excludes)
        return try walk.run()
    }
}
