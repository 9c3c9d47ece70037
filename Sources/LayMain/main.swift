import LayRuntime
import LaySyntax
import Glibc
let f = fopen(CommandLine.arguments[1], "r")!
var s: [UInt8] = []
var b = [UInt8](repeating: 0, count: 65536)
while true { let n = fread(&b, 1, b.count, f); if n == 0 { break }; s += b[..<n] }
do {
    let vm = VM()
    vm.output = { b in _ = write(1, b.baseAddress, b.count) }
    let before = vm.liveObjects
    do {
        try vm.run(SourceText(name: CommandLine.arguments[1], text: String(decoding: s, as: UTF8.self)))
    } catch let e as CompilationFailure { print(e.rendered) } catch let e as LayError { print(e.rendered) }
    print("live", vm.liveObjects - before)
}
