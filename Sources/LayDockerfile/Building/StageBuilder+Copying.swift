internal import LayArchive
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayWorld

/// COPY and ADD.
extension StageBuilder {
    func copy(_ copy: Command.Copy, _ instruction: Dockerfile.Instruction) throws {
        try check(copy)
        if builder.isLooking {
            if let from = copy.from {
                _ = try builder.planner.source(from, at: plan.index, instruction.lines)
            }
            return
        }
        let origin = try builder.origin(copy.from, at: plan.index, instruction.lines)
        var step = CopyStep(
            try copy.sources.map { try fetched($0, copy) }
                + copy.heredocs.map { .text(name: $0.name, FileContents($0.content)) },
            to: copy.target, isAdd: copy.isAdd)
        step.chown = copy.chown
        step.chmod = try copy.chmod.flatMap { $0.isEmpty ? nil : try CopyMode(parsing: $0) }
        step.keepsParents = copy.keepsParents
        step.excludes = copy.excludes
        step.isLink = copy.isLink
        step.unpacks = copy.unpacks
        step.now = engine.world.now
        step.isFromStage = copy.from != nil
        let line = step.line(
            copy.sources + copy.heredocs.map { "<<\($0.name)" })
        try self.step(title(of: instruction), instruction.lines) { _, policy in
            try engine.copy(
                step.resolved(from: origin), line: line, on: image, policy,
                contents: builder.request.digest
            ) { warnings in
                for warning in warnings {
                    try builder.warn(
                        Dockerfile.Warning(rule: "", message: warning, lines: instruction.lines))
                }
            }
        }
    }

    /// What is refused of a COPY before anything runs.
    private func check(_ copy: Command.Copy) throws {
        if !copy.isAdd,
            copy.sources.contains(where: { $0.hasPrefix("http://") || $0.hasPrefix("https://") })
        {
            throw ImageError.addressInCopy
        }
        if let mode = copy.chmod, !mode.isEmpty { _ = try CopyMode(parsing: mode) }
        guard let checksum = copy.checksum, !checksum.isEmpty else { return }
        if copy.sources.count != 1 { throw ImageError.checksumOfSeveral }
        guard let address = copy.sources.first.flatMap({ RemoteAddress($0) }) else {
            throw ImageError.checksumOfFile
        }
        if case .file = address.kind { _ = try Checksum(checksum) }
    }

    /// A source of the step: a path, or what its address gives.
    private func fetched(_ source: String, _ copy: Command.Copy) throws -> CopySource {
        guard copy.isAdd, let address = RemoteAddress(source) else { return .path(source) }
        let checksum = copy.checksum.flatMap { $0.isEmpty ? nil : $0 }
        switch address.kind {
        case .file(let name):
            guard case .file(let contents, let modified) = try engine.world.fetch(address) else {
                throw ImageError.noFile(at: address.description)
            }
            if let checksum { try Checksum(checksum).check(contents) }
            return .fetched(name: name, contents, modified: modified)
        case .repository:
            // BuildKit takes the commit of a checksum for the revision.
            let wanted = checksum.map { address.at(revision: $0) } ?? address
            guard
                case .files(let tree) = try engine.world.fetch(
                    wanted, keepsGitDirectory: copy.keepsGitDirectory)
            else { throw ImageError.noRepository(at: address.description) }
            return .tree(tree)
        }
    }
}

/// `--checksum` of what an address gives.
private struct Checksum {
    private let algorithm: MessageDigest.Algorithm
    private let text: String

    /// - Throws: `ImageError` for one that no digest is written as.
    init(_ text: String) throws(ImageError) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let kinds: [String: (MessageDigest.Algorithm, Int)] = [
            "sha256": (.sha256, 64), "sha384": (.sha384, 96), "sha512": (.sha512, 128),
        ]
        guard let (algorithm, length) = kinds[parts.first ?? ""] else { throw .unknownDigest }
        guard parts.count == 2, parts[1].utf8.count == length else { throw .shortDigest }
        self.algorithm = algorithm
        self.text = text
    }

    /// - Throws: `ImageError` of kind `CorruptData` for other contents; what reading them throws.
    func check(_ contents: FileContents) throws {
        guard let digits = try MessageDigest.hex(of: contents, algorithm) else {
            throw ImageError.unknownDigest
        }
        let found = text.prefix { $0 != ":" } + ":" + digits
        if found != text { throw ImageError.otherDigest(found, text) }
    }
}
