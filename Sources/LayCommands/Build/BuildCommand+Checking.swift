internal import ArgumentParser
internal import LayContainers
internal import LayDockerfile

/// `lay build --check`.
extension BuildCommand {
    /// `--check`: what a world knows of bases is known, and none is made.
    func tellOddities() throws {
        let place = WorldPlace(world)
        let machine = try Machine(try Grants.parse([]), world: place.isNew ? nil : place.path)
        let progress = BuildProgress(isQuiet: true)
        var problem: (any Error)?
        do {
            let world = try machine.openWorld()
            let request = try request(BuildInputs(machine, world), machine, progress)
            let report = Builder.check(request, in: ContainerEngine(world))
            show(report, of: request.file)
            problem = report.error
            if !report.warnings.isEmpty, problem == nil { throw ExitCode(1) }
        } catch let error as DockerfileError {
            problem = error
        }
        guard let problem else { return }
        progress.fail(problem, ofCheck: checkedName)
        throw ExitCode(1)
    }

    /// The Dockerfile as it was named, from where the command was given.
    private var checkedName: String {
        let name = file ?? (["-", "."].contains(context) ? "Dockerfile" : "\(context)/Dockerfile")
        return name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    }

    /// What `docker build --check` says, by the places in the file.
    private func show(_ report: DockerfileCheck.Report, of file: Dockerfile) {
        let count = report.warnings.count
        if count == 0 {
            if report.error == nil { Terminal.line("Check complete, no warnings found.") }
            return
        }
        Terminal.line(
            "Check complete, \(count == 1 ? "1 warning has" : "\(count) warnings have") been found!\n"
        )
        let sorted = report.warnings.enumerated().sorted {
            ($0.element.lines.lowerBound, $0.offset) < ($1.element.lines.lowerBound, $1.offset)
        }
        for (_, warning) in sorted {
            let rule = DockerfileCheck.Rule(rawValue: warning.rule)
            let page = rule?.url.map { " - \($0)" } ?? ""
            Terminal.line("WARNING: \(warning.rule)\(page)\n\(warning.message)")
            for line in BuildProgress.excerpt(
                checkedName, warning.lines, file.excerpt(warning.lines))
            { Terminal.line(line) }
            Terminal.line("")
        }
    }
}
