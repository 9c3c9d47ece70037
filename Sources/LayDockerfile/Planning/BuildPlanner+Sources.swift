/// Which stages the instructions of a stage take files from.
extension BuildPlanner {
    /// What takes files from a stage.
    enum Use {
        /// COPY, which knows stages by their numbers as well.
        case copy
        /// A mount, by the target that is written.
        case mount(target: String)
    }

    /// A stage that another takes files from, and the last instruction that does.
    private struct Dependency {
        let stage: Int
        var lines: ClosedRange<Int>
    }

    /// What a stage needs of others, by name or by number; `nil` for what is no stage.
    ///
    /// - Throws: `DockerfileError` for a stage that stands no earlier, and for a number that is none.
    func source(
        _ name: String, at index: Int, _ lines: ClosedRange<Int>, by use: Use
    ) throws(DockerfileError) -> Int? {
        guard let found = try stage(meantBy: name, lines, by: use) else { return nil }
        if found == index { throw circle(index, [lines]) }
        if found < index { return found }
        let message =
            switch use {
            case .copy:
                "cannot copy from stage \"\(name)\", it needs to be defined before current stage "
                    + "\"\(self.name(of: index))\""
            case .mount(let target):
                "cannot mount from stage \"\(name)\" to \"\(target)\", stage needs to be defined "
                    + "before current command"
            }
        throw DockerfileError(
            message, at: lines, of: request.file,
            help: "a stage takes files of those above it: move \(self.name(of: found)) up")
    }

    /// The stage of a name, of those that share it the last, wherever it stands.
    private func stage(
        meantBy name: String, _ lines: ClosedRange<Int>, by use: Use
    ) throws(DockerfileError) -> Int? {
        if name.contains("$") {
            throw DockerfileError(
                "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround",
                at: lines, of: request.file,
                help: "FROM \(name) AS source before this stage, and --from=source here")
        }
        if case .copy = use, let number = Int(name) {
            if stages.stages.indices.contains(number) { return number }
            throw DockerfileError(
                "invalid stage index \(name)", at: lines, of: request.file,
                help: "stages have the numbers from 0 to \(stages.stages.count - 1)")
        }
        return numbers[name.lowercased()]
    }

    /// What a step takes files from, in the order in which it says so.
    func sources(of step: Dockerfile.Step) -> [(name: String, use: Use)] {
        switch step.command {
        case .copy(let copy): copy.from.map { [($0, .copy)] } ?? []
        case .run(let run):
            run.mounts.compactMap { text in
                Command.MountOption.source(of: text).map { ($0.from, .mount(target: $0.target)) }
            }
        default: []
        }
    }

    // MARK: Circles

    /// Refuses stages that take files from each other in a circle, needed or not.
    ///
    /// - Throws: `DockerfileError` that names the stage where a way to a circle begins, and the
    ///   instructions on it.
    /// - Complexity: O(*n*) in the instructions.
    func checkCircles() throws(DockerfileError) {
        var dependencies: [[Dependency]] = []
        for index in stages.stages.indices { dependencies.append(try self.dependencies(of: index)) }
        var visited = Set<Int>()
        for start in stages.stages.indices where visited.insert(start).inserted {
            // Without recursion, as stages may be as many as they like.
            var path = [(stage: start, next: 0)]
            var onPath: Set<Int> = [start]
            while let (stage, next) = path.popLast() {
                guard next < dependencies[stage].count else {
                    onPath.remove(stage)
                    continue
                }
                path.append((stage, next + 1))
                let found = dependencies[stage][next].stage
                if onPath.contains(found) {
                    throw circle(
                        start, path.map { dependencies[$0.stage][$0.next - 1].lines }.reversed())
                }
                guard visited.insert(found).inserted else { continue }
                onPath.insert(found)
                path.append((found, 0))
            }
        }
    }

    private func dependencies(of index: Int) throws(DockerfileError) -> [Dependency] {
        var result: [Dependency] = []
        var places: [Int: Int] = [:]
        for step in stages.stages[index].steps {
            for (name, use) in sources(of: step) {
                let lines = step.instruction.lines
                guard let stage = try stage(meantBy: name, lines, by: use) else { continue }
                if let place = places[stage] {
                    result[place].lines = lines
                } else {
                    places[stage] = result.count
                    result.append(Dependency(stage: stage, lines: lines))
                }
            }
        }
        return result
    }

    private func circle(_ index: Int, _ lines: [ClosedRange<Int>]) -> DockerfileError {
        let file = request.file
        return DockerfileError(
            "circular dependency detected on stage: \(name(of: index))", file: file.name,
            lines: lines.first,
            excerpt: lines.first.map { DockerfileError.excerpt($0, of: file.lines) } ?? [],
            further: lines.dropFirst().map {
                DockerfileError.Place(
                    lines: $0, excerpt: DockerfileError.excerpt($0, of: file.lines))
            },
            help: "a stage takes files of those above it; its own files are there already")
    }
}
