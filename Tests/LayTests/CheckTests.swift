import Foundation
import Lay
import LayStandardLibrary
import Testing

/// `check` finds what is wrong for certain, and nothing else.
@Suite struct CheckTests {
    /// A script that runs to its end, and where it stands.
    struct Script: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }
    }

    static let examples: [Script] = ExampleTests.examples.map { name in
        let path = packageRoot.appending(path: "examples/\(name)")
        return Script(name: name, text: (try? String(contentsOf: path, encoding: .utf8)) ?? "")
    }

    static let modules: [Script] = StandardLibrary.names.map { name in
        Script(name: "std:\(name)", text: StandardLibrary.source(of: name) ?? "")
    }

    static let documented: [Script] = ExampleTests.documented.map { file, block in
        Script(name: file, text: block)
    }

    static let members: [Script] = MemberTests.cases.map { Script(name: $0.name, text: $0.example) }

    static let language = fixtures(in: "language")
    static let model = fixtures(in: "model")

    /// The fixtures that end in no error.
    private static func fixtures(in area: String) -> [Script] {
        Fixture.all(in: area).compactMap { fixture in
            guard let text = try? fixture.source(), !text.contains("# expect error:"),
                !text.contains("# expect check error:")
            else { return nil }
            return Script(name: fixture.path, text: text)
        }
    }

    @Test(arguments: [examples, modules, documented, members, language, model])
    func `a script that runs has no false alarm`(scripts: [Script]) {
        #expect(!scripts.isEmpty)
        var engine = makeEngine().engine
        for script in scripts {
            do throws(ScriptError) {
                try engine.check(script.text, name: script.name)
            } catch {
                Issue.record("\(error.report)")
            }
            // Further methods of a type stay with the engine, and would hide mistakes.
            if ["extend ", "import "].contains(where: script.text.contains) {
                engine = makeEngine().engine
            }
        }
    }
}
