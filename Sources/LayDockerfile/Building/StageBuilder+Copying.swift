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
            copy.sources.map { .path($0) }
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
            step.isFromImage = try builder.isUnchanged(from, at: plan.index, instruction.lines)
        }
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
        guard copy.sources.allSatisfy({ CopySource.isAddress($0) }) else {
            throw ImageError.checksumOfFile
        }
        let parts = checksum.split(separator: ":", maxSplits: 1).map(String.init)
        let lengths = ["sha256": 64, "sha384": 96, "sha512": 128]
        guard let length = lengths[parts.first ?? ""] else { throw ImageError.unknownDigest }
        guard parts.count == 2, parts[1].utf8.count == length else {
            throw ImageError.shortDigest
        }
    }
}
