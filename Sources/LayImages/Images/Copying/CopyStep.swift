public import LayArchive
public import LayFiles

/// COPY and ADD: what is put where, by the rules of BuildKit.
///
/// A step is carried out in two halves. `resolved` looks for the sources and touches no target, so
/// that a cache can be asked with `ResolvedCopy.inputs`; `ResolvedCopy.apply` puts them into a tree.
public struct CopyStep: Sendable {
    /// True for ADD, which unpacks archives.
    public var isAdd: Bool
    /// What is copied, one after the other; BuildKit takes texts after everything else.
    public var sources: [CopySource]
    /// The target as it was written: a slash at its end makes it a directory.
    public var target: String
    /// `--chown` as it was written.
    public var chown: String?
    /// `--chmod`
    public var chmod: CopyMode?
    /// `--parents`: files keep the directories that their sources name.
    public var keepsParents = false
    /// `--exclude`: what is left out of directories.
    public var excludes: [String] = []
    /// `--link`: copied onto nothing, and put over what is there.
    public var isLink = false
    /// `--unpack`; `nil` unpacks an ADD's archives that were not fetched.
    public var unpacks: Bool?
    /// True when the sources lie in an image that no step changed, of which BuildKit says in other words
    /// what is missing.
    public var isFromImage = false
    /// The time of directories that have to be made.
    public var now: Nanoseconds = 0
    /// Bounds for archives.
    public var limits = ArchiveLimits()

    /// A step to a target.
    public init(_ sources: [CopySource], to target: String, isAdd: Bool = false) {
        self.sources = sources
        self.target = target
        self.isAdd = isAdd
    }

    /// True for a step that depends on nothing below it and is put over what is there: `--link`, unless
    /// `--chmod` is there, with which BuildKit takes it for no link.
    public var isIndependent: Bool { isLink && chmod == nil }

    /// The instruction's name.
    var word: String { isAdd ? "ADD" : "COPY" }

    /// True when the target's name alone says that it is a directory.
    var isIntoDirectory: Bool {
        let end = Array(target.utf8.suffix(2))
        return end.last ?? 0x2f == 0x2f || end == [0x2f, 0x2e] || target == "."
    }

    /// The line of history that BuildKit writes, for these words as sources.
    public func line(_ words: [String]) -> String {
        var line = [word]
        if keepsParents { line.append("--parents") }
        if let chown, !chown.isEmpty { line.append("--chown=\(chown)") }
        if let chmod { line.append("--chmod=\(chmod)") }
        return (line + words + [target, "# buildkit"]).joined(separator: " ")
    }
}
