public import LayArchive
public import LayFiles
public import LayImages

/// What the result of a build step depends on, part by part, so that a difference can be told by
/// name.
///
/// The key of a step is the digest of all parts (BuildKit, solver/llbsolver: the digest of an
/// operation and the keys of its inputs).
public struct StepInputs: Sendable, Equatable {
    /// What a part is.
    public enum Kind: String, Sendable, CaseIterable {
        /// The key of the files that the step begins with.
        case parent
        /// The words of a command.
        case command
        /// A variable that an ARG declares.
        case argument
        /// A variable that an ENV sets.
        case environment
        /// The directory a command works in, or a path is relative to.
        case workingDirectory
        /// As whom a command runs.
        case user
        /// What a command reaches of the network, and how it is confined.
        case sandbox
        /// A `--mount` of a RUN.
        case mount
        /// The platform.
        case platform
        /// The base name of a source of COPY or ADD, as it is written.
        case source
        /// Where COPY or ADD puts its sources.
        case target
        /// A flag.
        case flag
        /// The content that is copied, or that a mount shows.
        case content
        /// The accounts that names of owners are looked up in.
        case accounts
        /// The programs that a host registered.
        case programs
    }

    /// One part.
    public struct Part: Sendable, Equatable {
        /// What it is.
        public let kind: Kind
        /// Which of its kind: the name of a variable, the target of a mount.
        public let name: String
        /// Its value, or the digest of it.
        public let value: String

        /// A part of these.
        public init(_ kind: Kind, _ name: String, _ value: String) {
            self.kind = kind
            self.name = name
            self.value = value
        }
    }

    /// The instruction's word: RUN, COPY, ADD, WORKDIR.
    public let word: String
    /// The parts in order.
    public private(set) var parts: [Part] = []
    /// The files that are copied, a line each as `CopiedFiles` writes them; the digest of what they
    /// hold is a part.
    public var files: FileContents?
    /// The files that `files` will tell, where nobody has asked yet.
    private var copied: (copy: ResolvedCopy, digests: [Digest])?
    /// The digest of that text, where it is known.
    package var filesDigest: Digest?
    /// What left files out of a COPY, as `SentFiles` writes it; no part of the key, as only what is
    /// copied counts.
    public var sent: FileContents?
    /// The digest of that text, where it is known.
    package var sentDigest: Digest?

    /// The inputs of an instruction.
    public init(_ word: String) { self.word = word }

    /// Adds one of several parts of a kind.
    public mutating func add(_ kind: Kind, _ name: String, _ value: String) {
        parts.append(Part(kind, name, value))
    }

    /// Adds the one part of a kind.
    public mutating func add(_ kind: Kind, _ value: String) { add(kind, "", value) }

    /// Keeps the files that a step copies, to be written down only for a step that is made: one that
    /// the cache has is told by its key alone.
    ///
    /// - Parameter digests: those of the contents of the files, in the order of the inputs.
    public mutating func setFiles(_ copy: ResolvedCopy, digests: [Digest]) {
        copied = (copy, digests)
    }

    /// The inputs with the files written down.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*n*) in the files.
    public func written() throws -> StepInputs {
        guard let copied else { return self }
        var inputs = self
        inputs.setFiles(try CopiedFiles(copied.copy, digests: copied.digests))
        inputs.copied = nil
        return inputs
    }

    /// Keeps the files that are copied.
    public mutating func setFiles(_ copied: CopiedFiles) {
        let text = Array(copied.text.utf8)
        files = FileContents(text)
        filesDigest = Digest.of(text)
    }

    /// Keeps what left files out.
    public mutating func setSent(_ sent: SentFiles) {
        let text = Array(sent.text.utf8)
        self.sent = FileContents(text)
        sentDigest = Digest.of(text)
    }

    /// The key of what the step begins with.
    public var parent: String? { parts.first { $0.kind == .parent }?.value }

    /// The digest of word and parts.
    ///
    /// - Complexity: O(*n*) in the text.
    public var key: Digest {
        // Every text stands behind its length, so that no two lists of parts read the same.
        var bytes: [UInt8] = []
        func append(_ text: String) {
            bytes += "\(text.utf8.count):".utf8
            bytes += text.utf8
        }
        append(word)
        for part in parts {
            append(part.kind.rawValue)
            append(part.name)
            append(part.value)
        }
        return Digest.of(bytes)
    }

    /// True when all parts are equal; the files are told by their digest.
    public static func == (left: StepInputs, right: StepInputs) -> Bool {
        left.word == right.word && left.parts == right.parts
    }
}
