internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayShell

/// What an instruction throws, with its place.
extension StageBuilder {
    /// Runs an instruction; what it throws gets its place.
    func at<Result>(
        _ instruction: Dockerfile.Instruction, _ body: () throws -> Result
    ) throws -> Result {
        runWords = nil
        do {
            return try body()
        } catch let error as BuildFailure {
            throw error
        } catch let error as BoundReached {
            throw error
        } catch let error as DockerfileError where error.lines != nil || error.bound != nil {
            throw error
        } catch {
            throw failure(error, instruction)
        }
    }

    private func failure(_ error: any Error, _ instruction: Dockerfile.Instruction) -> BuildFailure
    {
        let execution = error as? ExecutionError
        var message = "\(error)"
        var help: String?
        if let execution, let words = runWords {
            let shown = words.joined(separator: " ")
            message =
                "process \(shown.goQuoted) did not complete successfully: exit code: \(execution.status)"
            help =
                execution.isRefusal
                ? "\(execution.message): \(execution.help ?? "")" : execution.help
        } else if let error = error as? ImageError {
            (message, help) = (error.message, error.help)
        } else if let execution {
            help = execution.help
        }
        let lines = instruction.lines
        return BuildFailure(
            message: message, help: help, file: request.file.name, lines: lines,
            excerpt: DockerfileError.excerpt(lines, of: request.file.lines), step: current,
            reason: error, status: execution?.status, container: execution?.container, image: image,
            output: execution?.result.written ?? [], steps: builder.steps)
    }
}
