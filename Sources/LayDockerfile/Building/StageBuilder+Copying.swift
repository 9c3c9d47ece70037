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
                _ = try builder.planner.source(from, at: plan.index, instruction.lines, by: .copy)
            }
            return
        }
        let origin = try builder.origin(copy.from, at: plan.index, instruction.lines)
        var step = CopyStep(
            try copy.sources.map { try copied($0, copy) }
                + copy.heredocs.map { .text(name: $0.name, FileContents($0.content)) },
            to: copy.target, isAdd: copy.isAdd)
        step.chown = copy.chown
        step.chmod = try copy.chmod.flatMap { $0.isEmpty ? nil : try CopyMode(parsing: $0) }
        step.keepsParents = copy.keepsParents
        step.excludes = copy.excludes
        step.isLink = copy.isLink
        step.unpacks = copy.unpacks
        step.now = engine.world.now
        if let from = copy.from {
            step.isFromImage = try builder.isSame(
                from, as: image, at: plan.index, instruction.lines)
        }
        let line = step.line(
            copy.sources + copy.heredocs.map { "<<\($0.name)" })
        let source = try copy.from.flatMap {
            try builder.planner.source($0, at: plan.index, instruction.lines, by: .copy)
        }
        let isRemade = source.map { builder.misses[$0] != nil } ?? false
        try self.step(
            title(of: instruction), instruction.lines,
            hit: isRemade ? "its files are the same, though their stage was made anew" : nil
        ) { _, policy in
            try engine.copy(
                step.resolved(from: origin), line: line, on: image, policy,
                sent: copy.from == nil ? sent(copy.sources) : nil,
                contents: builder.request.digest
            ) { warnings in
                for warning in warnings {
                    try builder.warn(
                        Dockerfile.Warning(rule: "", message: warning, lines: instruction.lines))
                }
            }
        }
    }

    /// What decides on the files that sources of the context are.
    func sent(_ sources: [String]) -> SentFiles? {
        let sources = sources.filter { RemoteAddress($0) == nil }
        guard !sources.isEmpty, let context = request.context as? BuildContext else { return nil }
        return SentFiles(
            sources: sources, ignoreName: context.ignoreFile?.name ?? "",
            ignoreText: context.ignoreFile?.text ?? "")
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
        if case .file = address.kind { _ = try DownloadChecksum(checksum) }
    }

    /// A source of the step: a path, or what its address gives.
    private func copied(_ text: String, _ copy: Command.Copy) throws -> CopySource {
        guard copy.isAdd, let address = RemoteAddress(text) else { return .path(text) }
        return try engine.world.source(
            of: address, checksum: copy.checksum.flatMap { $0.isEmpty ? nil : $0 },
            keepsGitDirectory: copy.keepsGitDirectory)
    }
}
