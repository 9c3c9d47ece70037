internal import LayBounds
internal import LayFiles
import LayShell

extension Utilities {
    static let dcUtility = Utility(
        "dc", "calculate on a stack with numbers of any length", usage: "[OPTION] [file ...]",
        [
            UtilityOption("-e, --expression=EXPR", "run EXPR"),
            UtilityOption("-f, --file=FILE", "run a file"),
        ]
    ) { call in
        let input = try call.reader([45])
        defer { input.close() }
        let machine = DcMachine(call, input)
        var ran = false
        for (key, value) in call.options.given {
            guard let value else { continue }
            ran = true
            var text = value
            if key == "f" {
                let reader = try call.reader(value)
                text = try reader.rest()
            }
            if try !machine.run(text) { return call.status }
        }
        for name in call.operands {
            ran = true
            do {
                let reader = try call.reader(name)
                if try !machine.run(try reader.rest()) { return call.status }
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw UtilityFailure("Could not open file \(call.text(name))")
            }
        }
        if !ran {
            while let line = try input.line() {
                // A text in brackets goes on in the next lines.
                var text = Array(input.bytes[line.range])
                func depth() -> Int {
                    text.reduce(0) { $0 + ($1 == 91 ? 1 : $1 == 93 ? -1 : 0) }
                }
                while depth() > 0, let more = try input.line() {
                    try call.context.hold(more.range.count)
                    text += [10] + input.bytes[more.range]
                }
                if try !machine.run(text) { return call.status }
            }
        }
        return call.status
    }
}
