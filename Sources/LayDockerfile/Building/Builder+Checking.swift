internal import LayBounds
public import LayContainers
internal import LayImages

extension Builder {
    /// What `docker build --check` tells: what is odd, and what would end a build before anything runs.
    ///
    /// Without a target all stages are looked at. Of a base that is not there nothing is known, and that
    /// it is missing is no fault yet.
    public static func check(
        _ request: BuildRequest, in engine: ContainerEngine
    ) -> DockerfileCheck.Report {
        let looksAtAllStages = request.target?.isEmpty ?? true
        func look() throws(DockerfileError) {
            let builder = try Builder(request, in: engine) { name in
                (try? engine.baseImage(name)) ?? .scratch
            }
            try builder.look(atAllStages: looksAtAllStages)
        }
        return rules(request, looksAtAllStages: looksAtAllStages, looksOn: look) { name in
            try? engine.baseImage(name)
        }
    }

    /// Goes through the instructions and makes no step.
    private func look(atAllStages: Bool) throws(DockerfileError) {
        isLooking = true
        do {
            let numbers = atAllStages ? Array(stages.stages.indices) : plan.stages.map(\.index)
            for number in numbers {
                images[number] = try StageBuilder(planner.stage(number), of: self).build()
            }
        } catch let error as BuildFailure {
            throw DockerfileError(
                error.message, file: error.file, lines: error.lines, excerpt: error.excerpt,
                help: error.help)
        } catch let error as DockerfileError {
            throw error
        } catch let error as BoundReached {
            throw DockerfileError(
                .stopped(error), file: request.file.name, lines: nil, of: request.file.lines)
        } catch {
            throw DockerfileError("\(error)", file: request.file.name, lines: nil)
        }
    }
}
