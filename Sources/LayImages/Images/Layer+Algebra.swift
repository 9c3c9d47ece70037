public import LayBounds
public import LayFiles

/// Layers made of other layers; each keeps the line of history of the first that has one.
extension Layer {
    /// What it adds, as a tree.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c*) in the changes.
    public var tree: FileTree {
        get throws(BoundReached) { try changes.applied(to: FileTree()) }
    }

    /// One layer in the place of two, this one below.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c* log *n*) in the changes of `next`.
    public func then(_ next: Layer) throws(BoundReached) -> Layer {
        Layer(try changes.then(next.changes), createdBy: createdBy)
    }

    /// One layer in the place of many, the lowest first.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c* log *n*) in the changes of all.
    public static func squash(_ layers: [Layer]) throws(BoundReached) -> Layer {
        var changes = TreeChanges()
        for layer in layers { changes = try changes.then(layer.changes) }
        return Layer(
            changes,
            createdBy: layers.lazy.map(\.createdBy).first { !$0.isEmpty } ?? "")
    }

    /// The layer with the changes for which `isIncluded` holds.
    ///
    /// - Throws: what `isIncluded` throws.
    public func filtered(_ isIncluded: (Change) throws -> Bool) throws -> Layer {
        Layer(try changes.filtered(isIncluded), createdBy: createdBy)
    }

    /// The layer without what it changes at a path and below.
    ///
    /// - Throws: `FileError`, for names that were in a layer and may not be.
    public func without(_ path: TreePath) throws -> Layer {
        try filtered { !$0.path.isBelowOrEqual(path) }
    }

    /// The layer with what it changes at a path and below, and nothing else.
    ///
    /// - Throws: `FileError`, for names that were in a layer and may not be.
    public func under(_ path: TreePath) throws -> Layer {
        try filtered { $0.path.isBelowOrEqual(path) }
    }

    /// Two layers over one base as one; `preference` is "a" or "b", the side that conflicts are
    /// resolved for.
    ///
    /// - Throws: `ImageError` of kind `Conflict` for conflicts without a preference, `ValueError`
    ///   for another one; `FileError` for names that were in a layer and may not be.
    public static func merge(_ first: Layer, _ second: Layer, preferring preference: String? = nil)
        throws -> Layer
    {
        let merge = TreeMerge(first.changes, second.changes)
        let side: TreeMerge.Side
        switch preference {
        case nil where merge.conflicts.isEmpty, "a": side = .first
        case "b": side = .second
        case nil: throw ImageError.conflict(merge.conflicts)
        case let name?:
            throw ImageError.noMergeSide(name)
        }
        return Layer(try merge.changes(preferring: side), createdBy: first.createdBy)
    }

    /// A line for each change; `grow` is told the bytes of each before it is kept.
    ///
    /// - Throws: what `grow` throws.
    public func drawing(grow: (_ bytes: Int) throws -> Void = { _ in }) rethrows -> String {
        var text = ""
        for change in changes {
            let size = change.node.flatMap { $0.kind == .file ? " (\($0.size))" : nil }
            let line = (text.isEmpty ? "" : "\n") + "\(change)".shown() + (size ?? "")
            // A text that grows is there twice.
            try grow(2 * line.utf8.count)
            text += line
        }
        return text.isEmpty ? "(empty layer)" : text
    }
}
