internal import LayImages

/// A stage with its base and platform, variables put in.
struct CheckedStage {
    let stage: Dockerfile.Stage
    let base: String
    let platform: Platform?
}

// What FROM shows.
extension DockerfileCheck {
    /// Looks whether bases have names when a build gives no arguments.
    func checkDefaults(of stages: Dockerfile.Stages, _ log: inout CheckLog) {
        do throws(DockerfileError) {
            let globals = try GlobalArguments(
                stages, platform: platform, buildPlatform: buildPlatform, target: target)
            for stage in stages.stages {
                let name = try file.expand(stage.base, at: stage.instruction.lines) { globals[$0] }
                guard BaseName.fault(of: name.text) != nil else { continue }
                log.add(
                    .invalidDefaultArgInFrom,
                    "Default value for ARG \(stage.base) results in empty or invalid base image name",
                    stage.instruction.lines)
            }
        } catch {
            // What cannot be expanded is told where it counts.
            return
        }
    }

    /// Puts arguments into the bases and platforms of all stages.
    func checkHeads(
        of stages: Dockerfile.Stages, _ globals: GlobalArguments, _ log: inout CheckLog
    ) throws(DockerfileError) -> [CheckedStage] {
        var result: [CheckedStage] = []
        for stage in stages.stages {
            let lines = stage.instruction.lines
            let base = try file.expand(stage.base, at: lines) { globals[$0] }
            report(base.unset, lines, globals, &log)
            guard !base.text.isEmpty else {
                throw DockerfileError(
                    .blankBase(stage.base), file: file.name, lines: lines, of: file.lines)
            }
            var platform: Platform?
            if let written = stage.platform {
                platform = try checkPlatform(written, of: stage, globals, &log)
            }
            result.append(CheckedStage(stage: stage, base: base.text, platform: platform))
        }
        return result
    }

    private func report(
        _ names: [String], _ lines: ClosedRange<Int>, _ globals: GlobalArguments,
        _ log: inout CheckLog
    ) {
        for name in names where !globals.declared.contains(name) {
            let known = globals.names + globals.declared.sorted()
            log.add(
                .undefinedArgInFrom,
                "FROM argument '\(name)' is not declared"
                    + Suggestion.question(Suggestion.nearest(to: name, among: known)), lines)
        }
    }

    private func checkPlatform(
        _ written: String, of stage: Dockerfile.Stage, _ globals: GlobalArguments,
        _ log: inout CheckLog
    ) throws(DockerfileError) -> Platform? {
        let lines = stage.instruction.lines
        let text = try file.expand(written, at: lines) { globals[$0] }
        report(text.unset, lines, globals, &log)
        let found = PlatformText.platform(text.text, on: buildPlatform)
        if text.used == ["TARGETPLATFORM"], text.unset.isEmpty,
            text.text == globals["TARGETPLATFORM"]
        {
            log.add(
                .redundantTargetPlatform,
                "Setting platform to predefined \(written) in FROM is redundant as this is the "
                    + "default behavior", lines)
        }
        if text.used.isEmpty, text.unset.isEmpty, let found {
            let name = stage.name ?? ""
            if !name.contains(found.os), !name.contains(found.architecture) {
                log.add(
                    .fromPlatformFlagConstDisallowed,
                    "FROM --platform flag should not use constant value \(text.text.goQuoted)",
                    lines)
            }
        }
        guard !text.text.isEmpty else {
            let near = text.unset.compactMap { Suggestion.nearest(to: $0, among: globals.names) }
            throw DockerfileError(
                .emptyPlatform(written, near.first), file: file.name, lines: lines,
                of: file.lines)
        }
        if found == nil {
            let near = text.unset.compactMap { Suggestion.nearest(to: $0, among: globals.names) }
            throw DockerfileError(
                .stagePlatform(written, text.text, near.first), file: file.name, lines: lines,
                of: file.lines)
        }
        return found
    }
}

extension Fault {
    static func blankBase(_ written: String) -> Self {
        Self(
            "base name (\(written)) should not be blank",
            help: "give the argument a default, or its value with --build-arg")
    }

    static func emptyPlatform(_ written: String, _ near: String?) -> Self {
        Self("empty platform value from expression \(written)" + Suggestion.question(near))
    }
}
