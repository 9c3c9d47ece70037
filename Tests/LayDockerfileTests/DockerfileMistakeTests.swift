import LayDockerfile
import Testing

/// What people write by mistake, with the warnings and the error that Docker tells:
/// `Tests/Fixtures/dockerfile-errors`.
@Suite struct DockerfileMistakeTests {
    private func told(of text: [UInt8]) -> [String] {
        do throws(DockerfileError) {
            let report = DockerfileCheck(try Dockerfile(parsing: text)).run()
            var lines = report.warnings.map {
                "\($0.lines.lowerBound) \($0.rule): \($0.message)"
            }
            if let error = report.error { lines.append(line(of: error)) }
            return lines
        } catch {
            return [line(of: error)]
        }
    }

    private func line(of error: DockerfileError) -> String {
        "\(error.lines.map { "\($0.lowerBound)" } ?? "-") error: \(error)"
    }

    /// Docker places no error of an escape, and marks the line before a directive that is repeated.
    private func withoutPlace(_ lines: [String]) -> [String] {
        lines.map { line in
            let isOfDirective = line.contains("escape token") || line.contains("parser directive")
            return isOfDirective ? String(line.drop { $0 != " " }) : line
        }
    }

    @Test(arguments: try fixtures(in: "dockerfile-errors", withEnd: ".Dockerfile"))
    func `a mistake is told in Docker's words at its line`(_ path: String) throws {
        let told = told(of: try fixture("dockerfile-errors/\(path)"))
        let expected = try fixture(
            "dockerfile-errors/\(path.replacing(".Dockerfile", with: ".expect"))")
        let lines = String(decoding: expected, as: UTF8.self).split(separator: "\n").map(
            String.init)
        #expect(withoutPlace(told) == withoutPlace(lines))
    }

    @Test func `an error shows the lines around it`() throws {
        let text = "FROM a\n\nRUN x\nPLUGH y\nRUN z\n"
        let error = #expect(throws: DockerfileError.self) {
            try Dockerfile(parsing: Array(text.utf8), name: "app/Dockerfile").stages()
        }
        #expect(error?.file == "app/Dockerfile")
        #expect(error?.lines == 4...4)
        #expect(error?.excerpt.map(\.line) == [2, 3, 4, 5, 6])
        #expect(error?.excerpt.map(\.text) == ["", "RUN x", "PLUGH y", "RUN z", ""])
        #expect(error?.help?.isEmpty == false)
    }
}
