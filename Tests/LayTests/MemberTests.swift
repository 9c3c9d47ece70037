import Foundation
import LayRuntime
import Testing

@testable import Lay

/// The table of members: everything the language offers is described, and each example runs.
@Suite struct MemberTests {
    /// A member with its example, named for the report of a test.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let example: String
        var testDescription: String { name }
    }

    static let members: [Member] = makeEngine().engine.vm.members

    static let cases: [Case] = members.compactMap { member in
        guard let example = member.description?.example, !example.isEmpty else { return nil }
        return Case(name: member.fullName, example: example)
    }

    @Test func `there are members`() {
        #expect(Self.members.count > 400)
    }

    @Test func `every member has a sentence, described parameters and an example`() {
        var missing: [String] = []
        for member in Self.members {
            guard let description = member.description else {
                missing.append(member.fullName)
                continue
            }
            #expect(
                description.sentence.hasSuffix("."), "\(member.fullName): \(description.sentence)")
            #expect(!description.example.isEmpty, "\(member.fullName) has no example")
            for parameter in description.parameters {
                #expect(!parameter.meaning.isEmpty, "\(member.fullName): \(parameter.name)")
                #expect(!parameter.meaning.hasSuffix("."), "\(member.fullName): \(parameter.name)")
            }
        }
        #expect(missing.isEmpty, "\(missing.count) without a description: \(missing)")
    }

    @Test func `every member occurs in a fixture`() throws {
        let fixtures = try ["language", "model"].flatMap(Fixture.all(in:)).map { try $0.source() }
        let used = UsedNames(in: fixtures)
        let unused = Self.members.filter { !used.contain($0) }.map(\.fullName)
        #expect(unused.isEmpty, "in no fixture")
    }

    /// The names that scripts use, outside of lines that are comments alone.
    private struct UsedNames {
        /// Those behind a dot.
        private var members: Set<String> = []
        /// Those called without one: `print(…)`, `atomic { … }`.
        private var functions: Set<String> = []
        private var others: Set<String> = []

        init(in texts: [String]) {
            for text in texts {
                for line in text.split(separator: "\n") {
                    let line = line.drop(while: \.isWhitespace)
                    if !line.hasPrefix("#") { add(Array(line.unicodeScalars)) }
                }
            }
        }

        private mutating func add(_ line: [Unicode.Scalar]) {
            func isPart(_ scalar: Unicode.Scalar) -> Bool {
                scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            }
            var place = 0
            while place < line.count {
                let start = place
                while place < line.count, isPart(line[place]) { place += 1 }
                defer { place = max(place, start + 1) }
                if place == start { continue }
                let name = String(String.UnicodeScalarView(line[start..<place]))
                let rest = line[place...].drop { $0 == " " }.first
                if start > 0, line[start - 1] == ".", start < 3 || line[start - 3] != "." {
                    members.insert(name)
                } else if rest == "(" || rest == "{" {
                    functions.insert(name)
                } else {
                    others.insert(name)
                }
            }
        }

        func contain(_ member: Member) -> Bool {
            if member.owner != nil { return members.contains(member.name) }
            return functions.contains(member.name)
                || member.kind == .value && others.contains(member.name)
        }
    }

    /// Each line that ends with `# => TEXT` closes a piece whose value is shown as TEXT.
    @Test(arguments: cases)
    func `the example of a member shows what it says`(member: Case) throws {
        let (engine, _) = makeEngine()
        let watch = DescriptionWatch(engine)
        defer { #expect(watch.findings.isEmpty) }
        var piece = ""
        for line in member.example.split(separator: "\n", omittingEmptySubsequences: false) {
            piece += line + "\n"
            guard let mark = line.range(of: "# => ") else { continue }
            do throws(ScriptError) {
                let shown = try engine.evaluateForDisplay(piece) ?? "nil"
                #expect(shown == String(line[mark.upperBound...]))
            } catch {
                Issue.record("\(error.report)")
            }
            piece = ""
        }
        do throws(ScriptError) {
            if !piece.allSatisfy(\.isWhitespace) { try engine.evaluate(piece) }
        } catch {
            Issue.record("\(error.report)")
        }
    }
}
