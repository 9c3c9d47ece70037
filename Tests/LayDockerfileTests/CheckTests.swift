import LayDockerfile
import LayImages
import Testing

/// A Dockerfile with what `docker build --check` of Docker 28 found in it.
struct CheckCase: CustomTestStringConvertible, Sendable {
    var options: [String] = []
    var text: [UInt8] = []
    var findings: [String] = []

    var testDescription: String { String(decoding: text, as: UTF8.self).debugDescription }

    /// The cases of a table: `=== OPTIONS`, the text, a line `--- LINES RULE: MESSAGE` for each
    /// warning, `--- error: MESSAGE` or `--- nothing`.
    static func table(_ path: String) throws -> [CheckCase] {
        var cases: [CheckCase] = []
        for line in try fixture(path).split(separator: 0x0a, omittingEmptySubsequences: false) {
            let words = String(decoding: line.dropFirst(4), as: UTF8.self)
            if line.starts(with: "===".utf8) {
                cases.append(CheckCase(options: words.split(separator: " ").map(String.init)))
            } else if line.starts(with: "\\ no end of line".utf8) {
                cases[cases.count - 1].text.removeLast()
            } else if line.starts(with: "--- ".utf8) {
                cases[cases.count - 1].findings.append(words.replacing("⏎", with: "\n"))
            } else if !line.isEmpty || cases.last?.findings.isEmpty == true {
                cases[cases.count - 1].text += line + [0x0a]
            }
        }
        return cases
    }

    /// What follows an option, each time that it is given.
    func values(_ option: String) -> [String] {
        zip(options, options.dropFirst()).filter { $0.0 == option }.map(\.1)
    }

    /// The sources that the ignore file of the case leaves out.
    var ignored: Set<String> {
        let list = options.first { $0.hasPrefix("ignored=") }?.dropFirst("ignored=".count) ?? ""
        return Set(list.split(separator: ",").map(String.init))
    }
}

/// The tables of `Tests/Fixtures/dockerfile-checks`, one for each rule.
@Suite struct CheckTests {
    /// The images that the tables' bases are.
    private func base(_ name: String) -> DockerfileCheck.BaseImage? {
        let linux = Platform(os: "linux", architecture: "amd64")
        switch name {
        case "localhost:5055/arm":
            return .init(platform: Platform(os: "linux", architecture: "arm64"))
        case "localhost:5055/arm64v8":
            return .init(platform: Platform(os: "linux", architecture: "arm64", variant: "v8"))
        case "localhost:5055/armv7":
            return .init(platform: Platform(os: "linux", architecture: "arm", variant: "v7"))
        case "localhost:5055/win":
            return .init(platform: Platform(os: "windows", architecture: "amd64"))
        case "localhost:5055/shell":
            return .init(
                environment: [("FOO", "1"), ("BAR", "x")], hasShell: true, platform: linux)
        case "bbon": return .init(platform: linux, triggers: ["ENV ob=$zz", "WORKDIR rel"])
        default: return .init(platform: nil)
        }
    }

    /// Errors that only a build finds out.
    private func isOfBuild(_ message: String) -> Bool {
        [
            "circular dependency", "cannot copy from stage",
            "invalid stage index", "invalid mount target",
        ].contains { message.hasPrefix("error: \($0)") }
    }

    private func findings(_ item: CheckCase) -> [String] {
        var arguments: [String: String] = [:]
        for pair in item.values("--build-arg") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            arguments[parts[0]] = parts[1]
        }
        do throws(DockerfileError) {
            let file = try Dockerfile(parsing: item.text)
            var settings: DockerfileCheck.Settings?
            if let text = arguments["BUILDKIT_DOCKERFILE_CHECK"] {
                settings = try DockerfileCheck.Settings(parsing: text)
            }
            let platform = item.values("--platform").first.map { $0.split(separator: "/") }
            let check = DockerfileCheck(
                file, settings: settings, arguments: arguments,
                platform: platform.map { Platform(os: "\($0[0])", architecture: "\($0[1])") }
                    ?? .standard,
                target: item.values("--target").first)
            let report = check.run(
                base: { name, _ in base(name) }, ignores: { item.ignored.contains($0) })
            var found = report.warnings.map {
                "\($0.lines.lowerBound)-\($0.lines.upperBound) \($0.rule): \($0.message)"
            }
            if let error = report.error { found.append("error: \(error)") }
            return found
        } catch {
            return ["error: \(error)"]
        }
    }

    @Test(
        arguments: try fixtures(in: "dockerfile-checks", withEnd: ".txt").flatMap {
            try CheckCase.table("dockerfile-checks/\($0)")
        })
    func `a file is found as odd as Docker finds it`(_ item: CheckCase) {
        var expected = item.findings.filter { $0 != "nothing" && !isOfBuild($0) }
        var found = findings(item)
        // Docker tells of bases in the order in which it learns of them, and names no line of a mount.
        if expected.contains(where: { $0.contains("InvalidBaseImagePlatform") }) {
            expected = expected.map { $0.hasPrefix("- ") ? "2-2" + $0.dropFirst() : $0 }
            expected.sort()
            found.sort()
        }
        #expect(found == expected)
    }

    @Test func `every rule has a table with a hit`() throws {
        for rule in DockerfileCheck.Rule.allCases {
            let cases = try CheckCase.table("dockerfile-checks/\(rule.rawValue).txt")
            #expect(cases.contains { $0.findings.contains { $0.contains(" \(rule.rawValue): ") } })
            #expect(cases.contains { !$0.findings.contains { $0.contains(rule.rawValue) } })
        }
    }

    @Test func `the pages of rules are Docker's`() {
        #expect(
            DockerfileCheck.Rule.jsonArgsRecommended.url
                == "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/")
        #expect(
            DockerfileCheck.Rule.secretsUsedInArgOrEnv.url
                == "https://docs.docker.com/go/dockerfile/rule/secrets-used-in-arg-or-env/")
        #expect(DockerfileCheck.Rule.invalidBaseImagePlatform.url == nil)
    }
}
