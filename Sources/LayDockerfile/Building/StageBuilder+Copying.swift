internal import LayArchive
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayWorld

/// COPY and ADD.
extension StageBuilder {
    func copy(_ copy: Command.Copy, _ instruction: Dockerfile.Instruction) throws {
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
        let line = step.line(
            copy.sources + copy.heredocs.map { "<<\($0.name)" })
        try self.step(title(of: instruction), instruction.lines) { _, policy in
            let resolved = try step.resolved(from: origin)
            return try engine.copy(
                resolved, line: line, on: image, policy, contents: builder.request.digest
            ) { warnings in
                for warning in warnings {
                    try builder.warn(
                        Dockerfile.Warning(rule: "", message: warning, lines: instruction.lines))
                }
            }
        }
    }
}
