internal import LayBounds
package import LaySyntax

/// The lines of a session: what they declare lives on from line to line, and a line that fails takes
/// nothing away.
///
///     let x = 5           x is 5
///     let x = [1][5]      IndexError, and x is still 5
extension VM {
    /// A name that nobody types, for the value that the last line gave.
    static let lastName = "\u{2cd}"

    /// Compiles and runs a line of a session, whose names stay; gives the owned value of its last
    /// expression, or nil.
    ///
    /// `keepsLast` lets the next line go on from this one's value.
    ///
    /// - Throws: `CompilationFailure` or `LayError`.
    package func evaluate(_ source: SourceText, keepsLast: Bool = false) throws -> Value {
        let scope = session ?? GlobalScope(allowsRedeclaration: true)
        session = scope
        let before = scope.variables
        let code = load(try compile(source, scope, keepsValue: true))
        let declared = declarations(in: scope, since: before)
        // Where a function's parameter is of a record that is declared anew, the new one is meant.
        if declared.contains(where: { $0.former != nil }) { typeSets = [:] }
        defer {
            for declaration in declared { machine.release(declaration.value) }
            finish(
                FinishedProgram(
                    slots: scope.takeReplacedSlots(), functions: functions(of: code), types: []))
        }
        do {
            let value = try execute(code)
            if keepsLast { keepLast(value, of: source, in: scope) }
            return value
        } catch {
            takeBack(declared, in: scope)
            throw error
        }
    }

    /// The value of a top-level name of the session, borrowed.
    package func sessionValue(_ name: String) -> Value? {
        guard let variable = session?.variables[name], case .global(let slot) = variable.place
        else { return nil }
        let value = machine.pointee.globals[slot]
        return value.isMissing ? nil : value
    }

    // MARK: Declaring again

    /// A name that a line declares, and what it meant before.
    private struct Declaration {
        let name: String
        let slot: Int
        /// It is a function or a record, which is there before the line's first statement runs.
        let isHoisted: Bool
        let former: Variable?
        /// What the slot held before, retained.
        let value: Value
    }

    private func declarations(
        in scope: GlobalScope, since before: [String: Variable]
    ) -> [Declaration] {
        scope.variables.compactMap { name, variable in
            guard before[name] !== variable, case .global(let slot) = variable.place else {
                return nil
            }
            return Declaration(
                name: name, slot: slot,
                isHoisted: variable.function != nil || variable.record != nil, former: before[name],
                value: retain(machine.pointee.globals[slot]))
        }
    }

    /// Lets names whose declaration a failed line did not reach mean what they did before, and those of
    /// functions and records, which belong to the line as a whole.
    private func takeBack(_ declared: [Declaration], in scope: GlobalScope) {
        for declaration in declared {
            let now = machine.pointee.globals[declaration.slot]
            let isSame =
                now.bits == declaration.value.bits && now.rawTag == declaration.value.rawTag
            if !isSame, !declaration.isHoisted || declaration.former == nil { continue }
            scope.variables[declaration.name] = declaration.former
            guard !isSame, case .global(declaration.slot)? = declaration.former?.place else {
                continue
            }
            machine.pointee.globals[declaration.slot] = retain(declaration.value)
            machine.release(now)
        }
        scope.order.removeAll { scope.variables[$0] == nil }
    }

    // MARK: Going on

    /// What a line that begins with `.`, `?.` or `|>` goes on from.
    enum Subject {
        case value
        /// The name that the last line gave a value with `let`.
        case constant(String)
        /// The name that it gave one with `var` or `=`.
        case variable(String)
    }

    /// The line as one that goes on from the last one: `.tag("a")` becomes `let app = app.tag("a")`
    /// behind `let app = toolbox`.
    ///
    /// - Returns: `nil` when it does not begin so, or the last line has given nothing to go on from.
    package func continuing(_ line: String) -> String? {
        let text = line.drop { $0 == " " || $0 == "\t" }
        let starts = ["?.", "|>"].contains { text.hasPrefix($0) }
        let isMember =
            text.first == "." && text.dropFirst().first.map { $0.isLetter || $0 == "_" } == true
        guard starts || isMember, let subject = lastSubject else { return nil }
        let space = text.hasPrefix("|>") ? " " : ""
        return switch subject {
        case .value: Self.lastName + space + text
        case .constant(let name): "let \(name) = \(name)\(space)\(text)"
        case .variable(let name): "\(name) = \(name)\(space)\(text)"
        }
    }

    private func keepLast(_ value: Value, of source: SourceText, in scope: GlobalScope) {
        lastSubject = nil
        switch Parser.parse(source).tree.body.statements.last?.kind {
        case .expression:
            lastSubject = .value
            let known = scope.variables[Self.lastName]
            let slot: Int
            if case .global(let place)? = known?.place {
                slot = place
            } else {
                slot = newGlobal()
                scope.slots.append(slot)
                scope.variables[Self.lastName] = .given(
                    Self.lastName, place: .global(slot), owner: scope.function)
            }
            let old = machine.pointee.globals[slot]
            machine.pointee.globals[slot] = retain(value)
            machine.release(old)
        case .variable(let pattern, _, _, let isMutable):
            if case .bind(let name) = pattern.kind {
                lastSubject = isMutable ? .variable(name) : .constant(name)
            }
        case .assign(let targets, _):
            if targets.count == 1, case .name(let name) = targets[0].kind {
                lastSubject = .variable(name)
            }
        default: break
        }
    }
}
