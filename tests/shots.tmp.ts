import { mkdirSync } from 'node:fs';
import { openTheatre } from './stories/theatre.ts';
const out=process.argv[2]!;mkdirSync(out,{recursive:true});
const wish: Record<string,string[]>=JSON.parse(process.argv[3]!);
const t=await openTheatre();
try{
for(const guise of [{phone:true,locale:'ko'},{phone:false,locale:'en'}] as const)for(const [email,paths] of Object.entries(wish)){
 const page=await t.open(guise);page.setDefaultTimeout(60000);
 if(email){await page.goto('/sign-in');await t.signIn(page,email);}
 for(const path of paths){await page.goto(path);await page.waitForTimeout(300);
  const wide=await page.evaluate(()=>document.documentElement.scrollWidth>innerWidth);
  await page.screenshot({path:`${out}/${guise.phone?'ko360':'en1280'}${path.replace(/[\/?=]/g,'_')}.png`,fullPage:true});if(wide)console.log('wide',path);}
 await page.context().close();
}}finally{await t.close();}
