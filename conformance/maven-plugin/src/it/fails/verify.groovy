def log = new File(basedir, 'build.log').text
assert log.contains('schema.type')
assert log.contains('check found what fails the build')
assert new File(basedir, 'target/concordat/concordat.xml').text.contains('failures="1"')
